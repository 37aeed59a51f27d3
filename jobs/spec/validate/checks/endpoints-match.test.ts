import { aDocument } from '../../testing/a-document.ts';
import { aSource } from '../../testing/a-source.ts';
import { judgedWith } from '../../testing/judged.ts';
import { endpointMetrics, endpointsMatch } from './endpoints-match.ts';

const { endpoints } = aDocument;
const [first] = endpoints;
const invented = first ? [{ ...first, route: '/api/teleport' }] : [];
const judge = (some: typeof endpoints, source = aSource) =>
  endpointsMatch.judge(judgedWith({ endpoints: some }, { source }));
const none = { ...aSource, facts: { ...aSource.facts, endpoints: [] } };

describe('The API table', () => {
  it('may call parameters otherwise and end in a slash', async () => {
    const otherwise = endpoints.map((each) => ({ ...each, route: `${each.route.replaceAll('{id}', '{order}')}/` }));
    expect(await judge(otherwise)).toEqual({ score: 1, findings: [] });
  });

  it('is measured in precision and recall', () => {
    const n = endpoints.length;
    expect(endpointMetrics({ ...aDocument, endpoints: [...endpoints, ...invented] }, aSource)).toEqual({
      endpointPrecision: n / (n + 1),
      endpointRecall: 1,
    });
    expect(endpointMetrics({ ...aDocument, endpoints: endpoints.slice(1) }, aSource)).toEqual({
      endpointPrecision: 1,
      endpointRecall: (n - 1) / n,
    });
  });

  it('is perfect where there is nothing on either side, and wrong where there is on one', async () => {
    expect((await judge([], none)).score).toBe(1);
    expect((await judge(invented, none)).score).toBe(0);
    expect((await judge([])).score).toBe(0);
  });

  it('names a row that is at fault, and what is missing', async () => {
    expect((await judge([...endpoints, ...invented])).findings).toEqual([
      {
        where: expect.stringContaining('/api/teleport'),
        message: expect.stringContaining('not in the source'),
        statement: `endpoints/${endpoints.length}`,
      },
    ]);
    expect((await judge(endpoints.slice(1))).findings).toEqual([
      { where: 'API Endpoints', message: `${first?.verb} ${first?.route} is missing` },
    ]);
  });

  it('holds no row twice', async () =>
    expect((await judge([...endpoints, ...endpoints.slice(0, 1)])).findings).toMatchObject([
      { message: expect.stringContaining('more often') },
    ]));

  it.each(['Anyone', 'anonymous'])('opens nothing that the source closes: %s', async (access) =>
    expect((await judge(endpoints.map((each, n) => (n === 0 ? { ...each, access } : each)))).findings).toHaveLength(1),
  );

  it('leaves out no role', async () =>
    expect((await judge(endpoints.map((each) => ({ ...each, access: 'signed in' })))).findings).toMatchObject([
      { message: expect.stringContaining('Admin') },
    ]));
});
