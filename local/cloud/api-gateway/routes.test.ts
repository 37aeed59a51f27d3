import { createRouter } from './routes.ts';

const paths = [
  '/',
  '/v1/jobs',
  '/v1/jobs/{id}',
  '/v1/jobs/latest',
  '/v1/{kind}/latest',
  '/v1/{rest+}',
  '/v1/jobs/{id}/{x+}',
];
const router = createRouter(paths.map((path) => ({ path, target: path })));
const route = (path: string) => router(path, (target) => target);

describe('a path leads to the most specific route that fits', () => {
  it.each([
    ['/', '/', {}],
    ['/v1/jobs', '/v1/jobs', {}],
    ['/v1/jobs/', '/v1/jobs', {}],
    ['/v1/jobs/latest', '/v1/jobs/latest', {}],
    ['/v1/jobs/l%61test', '/v1/jobs/latest', {}],
    ['/v1/jobs/17', '/v1/jobs/{id}', { id: '17' }],
    ['/v1/specs/latest', '/v1/{kind}/latest', { kind: 'specs' }],
    ['/v1/specs/other', '/v1/{rest+}', { rest: 'specs/other' }],
    ['/v1/jobs/17/a/b', '/v1/jobs/{id}/{x+}', { id: '17', x: 'a/b' }],
    ['/v1/jobs/a%2Fb', '/v1/jobs/{id}', { id: 'a%2Fb' }],
    ['/v1/jobs/%E0%A4%A', '/v1/jobs/{id}', { id: '%E0%A4%A' }],
  ])('%s to %s', (path, target, parameters) => {
    expect(route(path)).toEqual({ found: target, parameters });
  });

  it.each(['/v2', '/v1', '//', '/v1/', '/V1/jobs', ''.padEnd(20_000, '/a')])('%s to none', (path) => {
    expect(route(path)).toBeUndefined();
  });

  it('an empty segment is no value of a parameter', () => {
    expect(createRouter([{ path: '/a/{id}/b', target: 0 }])('/a//b', () => true)).toBeUndefined();
  });

  it('one that does not have the method gives way to the next', () => {
    const without = (...refused: string[]) =>
      router('/v1/jobs/latest', (target) => (refused.includes(target) ? undefined : target))?.found;
    expect(without('/v1/jobs/latest')).toBe('/v1/jobs/{id}');
    expect(without('/v1/jobs/latest', '/v1/jobs/{id}')).toBe('/v1/{kind}/latest');
    expect(without('/v1/jobs/latest', '/v1/jobs/{id}', '/v1/{kind}/latest')).toBe('/v1/{rest+}');
  });
});
