import { judged, type Suppression } from './suppressed.ts';
import { suppressions } from './suppressions.ts';

const found = (rule: string, resource: string) => ({ rule, resource, says: 'it is open to the world' });

const table: readonly Suppression[] = [
  { rules: ['judge A', /^judge B\d$/], resources: /^Queue$/, reason: 'because' },
  { rules: ['judge C'], resources: /^Table$/, reason: 'because' },
];

describe('a finding stands', () => {
  it('if a row names its rule and its resource', () => {
    const all = [found('judge A', 'Queue'), found('judge B7', 'Queue'), found('judge C', 'Table')];
    expect(judged(all, table)).toEqual({ open: [], unused: [] });
  });

  it.each([
    ['judge A', 'Table'],
    ['judge A2', 'Queue'],
    ['judge A', 'DeadLetterQueue'],
    ['judge C', 'Queue'],
  ])('and not otherwise: %s of %s', (rule, resource) => {
    expect(judged([found(rule, resource)], table).open).toEqual([found(rule, resource)]);
  });
});

it('a reason for what nobody finds any more is told', () => {
  expect(judged([found('judge A', 'Queue')], table).unused).toEqual([
    '/^judge B\\d$/ of /^Queue$/',
    'judge C of /^Table$/',
  ]);
});

it('every reason is a sentence that says something', () => {
  for (const { reason } of suppressions) expect(reason.split(' ').length).toBeGreaterThan(10);
});
