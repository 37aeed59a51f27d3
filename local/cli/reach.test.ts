import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArguments } from './command.ts';
import { jobsCommand } from './commands/jobs.ts';
import { findPipeline } from './reach.ts';
import { serveFile } from './serve/record.ts';

const none = parseArguments(jobsCommand, []);

describe('the pipeline a command is about', () => {
  let cwd: string;

  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'dropforge-reach-'));
  });
  afterEach(() => rm(cwd, { recursive: true }));

  const record = async (url: string) => {
    await mkdir(dirname(serveFile(cwd)), { recursive: true });
    const outputs = { JobsTableName: 'dropforge-local-jobs' };
    await writeFile(serveFile(cwd), JSON.stringify({ pid: 1, url, env: { AWS_REGION: 'eu-west-1' }, outputs }));
  };

  it('is the running serve', async () => {
    const server = createServer((_request, response) => void response.end('{}')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    await record(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const pipeline = await findPipeline(none, cwd);
    const reach = { AWS_REGION: 'eu-west-1' };
    expect(pipeline).toEqual({ reach, name: 'dropforge-local', table: 'dropforge-local-jobs' });
    server.close();
    server.closeAllConnections();
  });

  it('is none if serve never ran here', async () => {
    await expect(findPipeline(none, cwd)).rejects.toThrow('No pipeline is running here');
  });

  it('is none if serve died and left its record behind', async () => {
    await record('http://127.0.0.1:1');
    await expect(findPipeline(none, cwd)).rejects.toThrow('No pipeline is running here');
  });

  it('is a deployed stage by its name, reached as the SDK is configured', async () => {
    const pipeline = await findPipeline(parseArguments(jobsCommand, ['--stage', 'prod']), cwd);
    expect(pipeline).toEqual({ reach: undefined, name: 'dropforge-prod', table: 'dropforge-prod-jobs' });
  });
});
