import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { operations } from '#schemas/api/operations/index.ts';
import { problem } from '#schemas/api/problem.ts';
import { apiOf } from '../../testing/api.ts';
import { memoryObserver } from '../../testing/memory.ts';
import { proxyEvent } from '../../testing/proxy-event.ts';
import { restApi } from './rest-api.ts';

/** Every operation refuses with 503 here: whatever else comes back was refused before, by what is tested. */
const answer = restApi({
  api: apiOf({}),
  admins: [],
  corsOrigins: ['https://console.example'],
  observer: memoryObserver(),
});

const refusedBefore = new Set([400, 401, 404, 405, 413, 415, 422]);

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '..',
    '%',
    '%00',
    '%ff',
    '\r\nSet-Cookie: a=b',
    '__proto__',
    'constructor',
    '\ud800',
    '${jndi:x}',
    '*',
    '9'.repeat(400),
  ),
);

const path = fc.oneof(
  fc.constantFrom(...operations.map((operation) => operation.path)),
  fc
    .tuple(fc.constantFrom(...operations.map((operation) => operation.path)), nasty)
    .map(([of, value]) => of.replace(/\{[^}]+\}/, value)),
  nasty.map((text) => `/${text}`),
);

const body = fc.oneof(
  fc.json({ maxDepth: 5 }),
  nasty,
  fc.uint8Array({ maxLength: 200 }),
  fc
    .record({ kind: fc.constantFrom('template', 'spec', 'inventory'), input: fc.object(), options: fc.object() })
    .map((value) => JSON.stringify(value)),
);

const headers = fc.record(
  {
    'Content-Type': fc.oneof(
      fc.constantFrom('application/json', 'multipart/form-data; boundary=a', 'text/plain'),
      nasty,
    ),
    'Idempotency-Key': nasty,
    'X-Correlation-Id': nasty,
    Origin: nasty,
    'Access-Control-Request-Method': nasty,
  },
  { requiredKeys: [] },
);

const query = fc.dictionary(
  fc.oneof(fc.constantFrom('limit', 'cursor', 'kind', 'owner', 'from', 'deep', 'jobId'), nasty),
  fc.array(nasty, { minLength: 1, maxLength: 3 }),
);

const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'get'),
  path,
  body,
  headers,
  query,
});

describe('Whatever somebody sends', () => {
  it('gets an answer that is one, in headers that are one line each', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const reply = await answer(proxyEvent(asked), {} as Context, { signal: new AbortController().signal });
        const lines = Object.values(reply.headers ?? {}).map(String);
        expect(lines.filter((value) => !/^[\x20-\x7e]*$/.test(value))).toEqual([]);
        const told = problem.parse(JSON.parse(reply.body));
        expect(told.status).toBe(reply.statusCode);
        if (told.status === 503) expect(told.detail).toBe('Not in this test.');
        else expect(refusedBefore).toContain(told.status);
      }),
      { numRuns: 1_000 },
    );
  });
});
