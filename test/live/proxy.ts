import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Asked, type Reply, stubAws } from '#jobs/inventory/testing/stub-aws.ts';

/** What is answered instead of passing a call on. */
export type Fault = (asked: Asked) => Reply | undefined;

/** What becomes of an answer on its way back. */
type Amend = (reply: Reply, asked: Asked) => Reply;

const unchanged: Amend = (reply) => reply;

const token = 'a token that only the scan knows';

const credentials = (): Reply => ({
  body: JSON.stringify({
    AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    SecretAccessKey: 'secret',
    Token: 'session',
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  }),
});

const kept = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || /^(connection|transfer-encoding|keep-alive|date|content-length)$/.test(name)
        ? []
        : [[name, String(value)]],
    ),
  );

/**
 * Stands between a scan and an emulator: remembers what was asked, answers as `fault` says, and passes on the rest. It hands
 * out the credentials to scan with, too.
 */
export const startProxy = async (target: string) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const state: { fault: Fault; amend: Amend } = { fault: () => undefined, amend: unchanged };

  const passOn = async ({ method, url, headers, body }: Asked): Promise<Reply> => {
    const outgoing = request(new URL(url, target), { method, headers, agent });
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve).once('error', reject);
    });
    outgoing.end(body);
    const response = await answer;
    return { status: response.statusCode ?? 500, headers: kept(response.headers), body: await text(response) };
  };

  const stub = await stubAws(async (asked) => {
    if (asked.path === '/credentials') return credentials();
    return state.fault(asked) ?? state.amend(await passOn(asked), asked);
  });
  return {
    endpoint: stub.endpoint,
    credentials: { url: `${stub.endpoint}/credentials`, token },
    /** What AWS was asked since the last time. */
    taken: (): Asked[] => stub.asked.splice(0).filter(({ path }) => path !== '/credentials'),
    /** From now on; by default everything is passed on, and back, as it is. */
    answer(fault: Fault = () => undefined, amend: Amend = unchanged) {
      Object.assign(state, { fault, amend });
    },
    async stop() {
      await stub.stop();
      agent.destroy();
    },
  };
};

export type AwsProxy = Awaited<ReturnType<typeof startProxy>>;
