import type { Event } from './event.ts';
import { targetInput } from './target-input.ts';

const event: Event = {
  version: '0',
  id: 'id-1',
  'detail-type': 'Object "Created"',
  source: 'aws.s3',
  account: '1',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:a'],
  detail: { object: { key: 'a "b" c', size: 5 }, parts: [{ n: 1 }, { n: 2 }] },
};
const rule = { name: 'drops', arn: 'arn:rule' };
const filled = (template: string, paths: Record<string, string> = {}) =>
  JSON.parse(targetInput(event, { transformer: { paths, template } }, rule));

describe('a target gets', () => {
  it('the whole event by default', () => expect(JSON.parse(targetInput(event, {}, rule))).toEqual(event));
  it('constant input', () => expect(targetInput(event, { input: '{"a":1}' }, rule)).toBe('{"a":1}'));
  it('the part at a path', () => {
    expect(targetInput(event, { inputPath: '$.detail.parts[1].n' }, rule)).toBe('2');
    expect(targetInput(event, { inputPath: "$['detail-type']" }, rule)).toBe('"Object \\"Created\\""');
    expect(targetInput(event, { inputPath: '$.detail.constructor' }, rule)).toBe('null');
  });
  it('a template filled with parts of the event, as values and inside strings', () =>
    expect(
      filled('{"key": <key>, "size": <size>, "say": "got <key> of <size>"}', {
        key: '$.detail.object.key',
        size: '$.detail.object.size',
      }),
    ).toEqual({ key: 'a "b" c', size: 5, say: 'got a "b" c of 5' }));
  it('a template filled with what EventBridge knows of the rule', () =>
    expect(filled('{"rule": "<aws.events.rule-name>", "event": <aws.events.event.json>}')).toEqual({
      rule: 'drops',
      event,
    }));
});
