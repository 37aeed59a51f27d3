import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { recorder } from '../recorder.ts';
import { keepServing, type ServeOptions } from './keep-serving.ts';
import { serveFile } from './record.ts';

const patienceMs = 120_000;
const queue = (name: string) =>
  JSON.stringify({ Attributes: { QueueArn: `arn:aws:sqs:us-east-1:111122223333:${name}` } });

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'serve-'));
  await mkdir(join(cwd, 'exports'));
  await writeFile(join(cwd, 'exports', 'orders.json'), queue('orders'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** `serve` as somebody runs it; `stop` is their Ctrl-C. */
const serve = async (options: Partial<ServeOptions>) => {
  const abort = new AbortController();
  const out = recorder();
  const err = recorder();
  const around = { out, err, cwd, signal: abort.signal };
  const ended = keepServing({ port: '0', auth: 'none', watch: undefined, rate: undefined, ...options }, around);
  let over = false;
  ended
    .catch(() => undefined)
    .finally(() => {
      over = true;
    });
  const until = async (test: (text: string) => boolean): Promise<string> => {
    for (const end = Date.now() + patienceMs; Date.now() < end && !over; await pause(50))
      if (test(out.text())) return out.text();
    throw new Error(`It did not come:\n${out.text()}\n${err.text()}`);
  };
  await Promise.race([ended, until((text) => text.includes('Ctrl-C'))]);
  const url = /is up: (\S+)/.exec(out.text())?.[1] ?? '';
  const stop = () => {
    abort.abort();
    return ended;
  };
  return { url, out, err, until, stop };
};

type Serving = Awaited<ReturnType<typeof serve>>;

/** Runs the requests that were printed as a shell would, each after the one before. */
const runPrinted = async ({ out }: Serving): Promise<readonly unknown[]> => {
  const lines = out
    .text()
    .split('\n')
    .filter((line) => line.startsWith('  curl '));
  const answers: unknown[] = [];
  for (const line of lines) answers.push(JSON.parse((await promisify(execFile)('sh', ['-c', line])).stdout));
  return answers;
};

const asPrinted = [
  { status: 'OK', version: expect.any(String) },
  { jobId: expect.any(String), kind: 'template', isNew: true, correlationId: expect.any(String) },
  { jobs: [expect.objectContaining({ kind: 'template', owner: 'arn:aws:iam::000000000000:user/local' })] },
];

describe('serve', () => {
  let serving: Serving;
  beforeAll(async () => {
    serving = await serve({ watch: 'exports' });
  }, patienceMs);
  afterAll(async () => {
    expect(await serving.stop()).toBe(0);
    await expect(access(serveFile(cwd))).rejects.toThrow('ENOENT');
  }, patienceMs);

  const outcomes = (text: string) => text.split('\n').filter((line) => line.includes('exports: job '));
  /** The line of the next job. */
  const next = async (): Promise<string> => {
    const before = outcomes(serving.out.text()).length;
    return outcomes(await serving.until((text) => outcomes(text).length > before)).at(-1) ?? '';
  };

  it(
    'prints requests that work as they are',
    async () => {
      expect(await runPrinted(serving)).toEqual(asPrinted);
    },
    patienceMs,
  );

  it(
    'has MCP where it says',
    async () => {
      const [, url = ''] = /MCP over streamable HTTP: (\S+)/.exec(serving.out.text()) ?? [];
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('start_template_job');
    },
    patienceMs,
  );

  it('tells the other commands where it is', async () => {
    const record = JSON.parse(await readFile(serveFile(cwd), 'utf8'));
    expect(record).toMatchObject({
      pid: process.pid,
      url: serving.url,
      outputs: { JobsTableName: expect.any(String) },
    });
    expect((await fetch(`${record.url}/v1/health`)).ok).toBe(true);
  });

  it(
    'drops a watched folder when something in it is saved, and brings home what came of it',
    async () => {
      expect(outcomes(serving.out.text())).toEqual([]);
      const line = next();
      await writeFile(join(cwd, 'exports', 'invoices.json'), queue('invoices'));
      const [, jobId = '', files] = /^✓ exports: job (\S+) succeeded in .*: (\d+) files in \S+$/.exec(await line) ?? [];
      const home = join(cwd, '.dropforge', 'out', jobId);
      expect(await readdir(home)).toHaveLength(Number(files));
      const template = await readFile(join(home, 'template.yaml'), 'utf8');
      expect(template).toContain('OrdersQueue');
      expect(template).toContain('InvoicesQueue');
    },
    patienceMs,
  );

  it('does not for what an editor leaves there, or what lies outside', async () => {
    const before = serving.out.text();
    await writeFile(join(cwd, 'exports', '.orders.json.swp'), 'x');
    await writeFile(join(cwd, 'exports', 'orders.json~'), 'x');
    await symlink(import.meta.filename, join(cwd, 'exports', 'outside.json'));
    await pause(2000);
    expect(serving.out.text()).toBe(before);
  });

  it(
    'tells what went wrong with a job, and goes on',
    async () => {
      const failed = next();
      await writeFile(join(cwd, 'exports', 'dropforge.json'), '{"kind":"nonsense"}');
      expect(await failed).toMatch(/^✗ exports: job \S+ failed in .*: [A-Z_]+: .+ \(1 file in \S+\)$/);
      const mended = next();
      await rm(join(cwd, 'exports', 'dropforge.json'));
      expect(await mended).toMatch(/^✓ exports: job \S+ succeeded/);
    },
    patienceMs,
  );
});

describe('serve --auth iam', () => {
  it(
    'takes signed requests, among them those it prints, and no others',
    async () => {
      const serving = await serve({ auth: 'iam' });
      try {
        expect(await runPrinted(serving)).toEqual(asPrinted);
        expect((await fetch(`${serving.url}/v1/jobs`)).status).toBe(401);
        expect((await fetch(`${serving.url}/v1/health`)).status).toBe(200);
      } finally {
        await serving.stop();
      }
    },
    patienceMs,
  );
});

describe('serve refuses at once', () => {
  it.each([
    [{ port: 'http' }, 'UsageError', '--port is a number from 0 to 65535, not "http".'],
    [{ port: '65536' }, 'UsageError', '--port is a number'],
    [{ watch: 'nowhere' }, 'UsageError', 'There is no folder'],
    [{ watch: 'exports/orders.json' }, 'UsageError', 'is a file'],
  ])('%j', async (options, name, message) => {
    await expect(serve(options)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it('a port that another process has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    await expect(serve({ port: String(port) })).rejects.toMatchObject({
      name: 'CommandError',
      message: `Port ${port} cannot be had (EADDRINUSE): try --port 0.`,
    });
    other.close();
  });
});
