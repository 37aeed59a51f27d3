import type { Api } from '#shared/api/api.ts';
import { ApiProblem } from '#shared/api/api-problem.ts';
import { httpApi } from '../../api/http-api.ts';
import { CommandError } from '../command.ts';
import { startEmbedded } from '../embedded.ts';
import { readRegion } from '../env.ts';
import { progress } from '../progress.ts';
import { runningServe } from '../serve/running.ts';
import type { Surroundings } from '../terminal.ts';

/** What the operations are asked of. */
export type Backend = { readonly api: Api; stop(): Promise<void> };

const deployed = async (url: string): Promise<Backend> => {
  const { signedFetch } = await import('../../api/signed-fetch.ts');
  return { api: httpApi(url, signedFetch(readRegion())), stop: async () => undefined };
};

/** Of an embedded cloud, which knows the credentials that it gives out: they are good whether or not it asks for signatures. */
const local = async (url: string, env: Readonly<Record<string, string>>): Promise<Api> => {
  const { signedFetch } = await import('../../api/signed-fetch.ts');
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_REGION = '' } = env;
  return httpApi(url, signedFetch(AWS_REGION, { accessKeyId, secretAccessKey }));
};

const embedded = async ({ cwd, err }: Surroundings): Promise<Backend> => {
  const steps = progress(err);
  try {
    const cloud = await startEmbedded(steps, { cwd, schedules: false });
    if (cloud.apiUrl === undefined) throw new CommandError('The packaged stack has no API.');
    return { api: await local(cloud.apiUrl, cloud.env), stop: cloud.stop };
  } finally {
    steps.close();
  }
};

/** A deployed stage, the running `serve`, or else a cloud of its own. */
const start = async (url: string | undefined, around: Surroundings): Promise<Backend> => {
  if (url !== undefined) return deployed(url);
  const running = await runningServe(around.cwd);
  if (!running) return embedded(around);
  return { api: await local(running.url, running.env), stop: async () => undefined };
};

const notStarted = (error: unknown): ApiProblem =>
  new ApiProblem(
    'UNAVAILABLE',
    error instanceof CommandError
      ? error.message
      : 'The embedded cloud did not start: .dropforge/cloud.log may say why.',
  );

/** A backend that can be asked at once: who asks before it has started waits. */
export const backend = (url: string | undefined, around: Surroundings): Backend => {
  const starting = start(url, around);
  starting.catch((error: unknown) =>
    around.err.write(`dropforge: ${error instanceof Error ? error.message : error}\n`),
  );
  return {
    api: async (id, request) => {
      const { api } = await starting.catch((error: unknown) => {
        throw notStarted(error);
      });
      return api(id, request);
    },
    stop: async () => (await starting.catch(() => undefined))?.stop(),
  };
};
