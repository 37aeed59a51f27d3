import { fork } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import type { JsonObject } from '#schemas/json.ts';

const resolver = fork(join(import.meta.dirname, 'resolve.js'));
afterAll(() => resolver.disconnect());

const reply = z.object({ id: z.number(), service: z.string().optional(), refused: z.string().optional() });
const asked = new Map<number, PromiseWithResolvers<JsonObject>>();
resolver.on('message', (message) => {
  const { id, service, refused } = reply.parse(message);
  if (service === undefined) asked.get(id)?.reject(new Error(refused));
  else asked.get(id)?.resolve(JSON.parse(service));
});
resolver.on('exit', (code) => {
  for (const { reject } of asked.values()) reject(new Error(`resolve.js ended with exit code ${code}`));
});

/** The service as the framework understands it with these parameters, before anything is packaged. Rejects with what it says of them. */
export const resolved = (params: Readonly<Record<string, string>>, stage = 'dev'): Promise<JsonObject> => {
  const id = asked.size;
  const answer = Promise.withResolvers<JsonObject>();
  asked.set(id, answer);
  resolver.send({ id, options: { stage, param: Object.entries(params).map(([name, value]) => `${name}=${value}`) } });
  return answer.promise;
};
