import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The image that every instance runs from: moto's own hundreds of them would each bring a snapshot into every account. */
export const imageId = 'ami-0123456789abcdef0';

const images = [
  {
    ami_id: imageId,
    name: 'an image of ours',
    description: 'Linux',
    owner_id: '137112412989',
    creation_date: new Date().toISOString(),
    public: true,
    virtualization_type: 'hvm',
    architecture: 'x86_64',
    state: 'available',
    platform: '',
    image_type: 'machine',
    hypervisor: 'xen',
    root_device_name: '/dev/xvda',
    root_device_type: 'ebs',
    sriov: 'simple',
  },
];

const bin = join(import.meta.dirname, '..', '..', '.venv', 'bin', 'moto_server');

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
  return address.port;
};

/** Starts moto's server, an emulator of AWS from PyPI, on a free loopback port. Throws what it printed if it is not up in 30 s. */
export const startMoto = async () => {
  const home = await mkdtemp(join(tmpdir(), 'dropforge-moto-'));
  const imagesPath = join(home, 'images.json');
  await writeFile(imagesPath, JSON.stringify(images));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = spawn(bin, ['-H', '127.0.0.1', '-p', String(port)], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: home, MOTO_AMIS_PATH: imagesPath },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const end = () => void server.kill('SIGKILL');
  // Not even an interrupted run leaves it behind.
  process.once('exit', end);
  let printed = '';
  server.stderr.on('data', (chunk) => {
    printed = `${printed}${chunk}`.slice(-10_000);
  });
  server.once('error', ({ message }) => {
    printed = `${message}: scripts/python-tools.sh installs it`;
  });
  const exited = once(server, 'exit');
  const stop = async () => {
    end();
    await exited.catch(() => undefined);
    process.off('exit', end);
    await rm(home, { recursive: true, force: true });
  };
  const isUp = () =>
    fetch(`${endpoint}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const deadline = Date.now() + 30_000; !(await isUp()); await sleep(100)) {
    if (server.pid !== undefined && server.exitCode === null && Date.now() < deadline) continue;
    await stop();
    throw new Error(`moto does not answer:\n${printed}`);
  }
  return { endpoint, stop };
};
