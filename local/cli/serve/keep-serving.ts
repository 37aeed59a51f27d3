import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Cloud } from '../../cloud/cloud.ts';
import { CommandError, UsageError } from '../command.ts';
import { printJson } from '../document.ts';
import { startEmbedded } from '../embedded.ts';
import { readFolder } from '../folder.ts';
import { progress } from '../progress.ts';
import type { Surroundings } from '../terminal.ts';
import { freePort } from './free-port.ts';
import { instructions } from './instructions.ts';
import { type ServeRecord, serveFile } from './record.ts';
import { watchDrops } from './watch-drops.ts';

/** What `serve` was asked for, as it was typed. */
export type ServeOptions = {
  readonly port: string | undefined;
  readonly auth: 'none' | 'iam';
  /** A folder that is dropped each time something in it is saved. */
  readonly watch: string | undefined;
  /** Requests a second of one caller. Default: any number. */
  readonly rate: string | undefined;
};

/** A folder that is dropped here says when it is complete: a file that takes a second to upload must not be taken for its end. */
const patient = { intake: { SETTLE_SECONDS: '3' } };

/** A limit that is for many callers of one account would only stop a loop in somebody's own terminal. */
const limited = (rate = '0') => {
  if (!/^\d{1,6}$/.test(rate)) throw new UsageError(`--rate is a number of requests a second, not "${rate}".`);
  return { api: { API_RATE_PER_SECOND: rate }, mcp: { API_RATE_PER_SECOND: rate } };
};

const urlOf = ({ apiUrl }: Cloud): string => {
  if (apiUrl === undefined) throw new CommandError('The packaged stack has no REST API.');
  return apiUrl;
};

/** Keeps the embedded cloud up until the signal aborts; other commands find it through `.dropforge/serve.json`. */
export const keepServing = async ({ port, auth, watch, rate }: ServeOptions, around: Surroundings): Promise<number> => {
  const { out, err, cwd, signal } = around;
  const watched = watch === undefined ? undefined : resolve(cwd, watch);
  if (watched !== undefined) await readFolder(watched);
  const env = { ...limited(rate), ...(watched !== undefined && patient) };
  const api = { port: await freePort(port), auth };
  const steps = progress(err);
  const file = serveFile(cwd);
  let cloud: Cloud | undefined;
  try {
    cloud = await startEmbedded(steps, { cwd, schedules: true, api, overrides: { env } });
    const url = urlOf(cloud);
    const record: ServeRecord = { pid: process.pid, url, env: cloud.env, outputs: cloud.outputs };
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, printJson(record));
    out.write(instructions(cloud, { url, auth, watched, cwd }));
    if (watched !== undefined) await watchDrops(cloud, watched, around);
    else if (!signal.aborted) await once(signal, 'abort');
    err.write('Stopping.\n');
    return 0;
  } finally {
    steps.close();
    await rm(file, { force: true });
    await cloud?.stop();
  }
};
