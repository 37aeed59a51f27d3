import * as z from 'zod';
import type { Release } from '../compatibility/released.ts';
import { jsonSchemaOf } from '../schemas/json-schema.ts';
import { versionsOf } from './versions.ts';

const said = (version: string, data: Record<string, z.ZodType>) =>
  jsonSchemaOf({ name: 'event.Thing', schema: z.object({ data: z.object(data) }), travels: 'kept', version }, 'input');

const release = (version: string, schema: ReturnType<typeof said>): Release => ({
  version,
  schemas: new Map([['event.Thing', schema]]),
});

const [first, second] = [
  said('1.0.0', { x: z.string() }),
  said('1.1.0', { x: z.string(), y: z.optional(z.object({ z: z.string() })) }),
];

describe('The versions of an event', () => {
  it('are those that releases had, each since the first that had it, with what came and went', () => {
    const releases = [release('0.2.0', first), release('0.3.0', first), release('0.4.0', second)];
    expect(versionsOf('Thing', said('2.0.0', { y: z.string() }), releases)).toEqual([
      { version: '2.0.0', since: 'not released yet', change: 'drops `data.x`, `data.y.z`' },
      { version: '1.1.0', since: '0.4.0', change: 'adds `data.y`, `data.y.z`' },
      { version: '1.0.0', since: '0.2.0', change: 'the first' },
    ]);
  });

  it('are one, if nothing was released yet', () => {
    expect(versionsOf('Thing', first, [])).toEqual([
      { version: '1.0.0', since: 'not released yet', change: 'the first' },
    ]);
  });
});
