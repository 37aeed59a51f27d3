import { stageNames } from '#schemas/names.ts';
import type { Scene } from './scene.ts';

const envelope = (source: string, type: string, detail: unknown) =>
  JSON.stringify({ id: 'poison', source, 'detail-type': type, time: '2026-01-02T00:00:00Z', detail });

const metadata = {
  id: 'poison',
  jobId: '00000000-0000-7000-8000-000000000000',
  kind: 'template',
  correlationId: 'poison',
  causationId: 'poison',
  time: '2026-01-02T00:00:00.000Z',
  version: '1.0.0',
};

/** Messages that no stage can do anything with, by what is wrong with them. */
const poisons: Readonly<Record<string, string>> = {
  'no JSON': '{"detail":',
  empty: '""',
  'no event': '{"id":1}',
  'an event nobody knows': envelope('dropforge', 'Poison', { metadata, data: {} }),
  'another source': envelope('somebody', 'JobRequested', { metadata, data: {} }),
  'data of another shape': envelope('dropforge', 'JobSucceeded', { metadata, data: { artifacts: 'none' } }),
  'no metadata': envelope('dropforge', 'JobFailed', { poison: true }),
  'a major version to come': envelope('dropforge', 'JobRequested', { metadata: { ...metadata, version: '2.0.0' } }),
  'a key outside of drops/': envelope('aws.s3', 'Object Created', { object: { key: 'poison/x' } }),
  'a job nobody knows': envelope('dropforge', 'InputsCollected', { metadata, data: { key: 'poison', items: 1 } }),
};

/** Whether a message's body is one that was poison from the start. */
export const isPoison = (body: string): boolean => Object.values(poisons).includes(body);

export const sendPoison = ({ world, queues }: Scene): void => {
  const names = Object.keys(poisons);
  const name = names[world.chance.between(0, names.length - 1)] ?? '';
  const stage = world.chance.oneOf(stageNames);
  world.faults.note('poison message');
  world.trace.add('somebody', `sends the ${stage} ${name}`);
  queues.send(stage, poisons[name] ?? '');
};
