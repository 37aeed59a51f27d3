import type { DocumentEndpoint, SpecDocument } from '#schemas/spec/document.ts';
import type { Auth, Endpoint } from '#schemas/spec/facts.ts';
import type { Source } from '#schemas/spec/source.ts';
import type { Check, Finding } from '../check.ts';
import { routeKey } from '../known.ts';
import { at } from '../parts.ts';
import { harmonic, precisionRecall } from '../score.ts';

export const endpointKey = ({ verb, route }: { readonly verb: string; readonly route: string }): string =>
  `${verb} ${routeKey(route)}`;

const open = /\b(anyone|anybody|anonymous|public|everyone|open)\b/i;
const closed = /\b(signed|sign-in|roles?|polic(y|ies)|permission|authori[sz]ed|authenticated|required|scope)\b/i;

/** What an endpoint's row says of who may call it, against what the source says. */
const wrongAccess = (access: string, { access: fact, roles }: Auth): string | undefined => {
  if (fact === 'required' && open.test(access)) return `says "${access}", and the source asks for a sign-in`;
  if (fact !== 'required' && closed.test(access)) return `says "${access}", and the source asks for none`;
  if (fact === 'required' && !roles.every((role) => access.includes(role)))
    return `leaves out a role of ${roles.join(', ')}`;
  return undefined;
};

/** Distinct facts, whose test code is nobody's interface. */
const distinct = (endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> =>
  Map.groupBy(endpoints, endpointKey);

type Row = { readonly row: DocumentEndpoint; readonly index: number; readonly fault?: string };

const judged = (rows: readonly DocumentEndpoint[], facts: ReadonlyMap<string, readonly Endpoint[]>): readonly Row[] => {
  const seen = new Map<string, number>();
  return rows.map((row, index) => {
    const key = endpointKey(row);
    const own = facts.get(key);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    if (!own) return { row, index, fault: 'is not in the source' };
    if (before >= own.length) return { row, index, fault: 'is listed more often than it is in the source' };
    const faults = own.map(({ auth }) => wrongAccess(row.access, auth));
    const [fault] = faults;
    return fault !== undefined && faults.every((each) => each !== undefined) ? { row, index, fault } : { row, index };
  });
};

const compare = (document: SpecDocument, { facts }: Source) => {
  const known = distinct(facts.endpoints);
  const rows = judged(document.endpoints, known);
  const listed = new Set(document.endpoints.map(endpointKey));
  const missing = [...known].flatMap(([key, [first]]) => (first && !listed.has(key) ? [first] : []));
  const right = rows.filter(({ fault }) => fault === undefined).length;
  const found = new Set(rows.flatMap(({ row, fault }) => (fault === undefined ? [endpointKey(row)] : []))).size;
  return {
    rows,
    missing,
    precision: precisionRecall(rows.length, known.size, right).precision,
    recall: precisionRecall(rows.length, known.size, found).recall,
  };
};

export const endpointMetrics = (document: SpecDocument, source: Source) => {
  const { precision, recall } = compare(document, source);
  return { endpointPrecision: precision, endpointRecall: recall };
};

export const endpointsMatch: Check = {
  id: 'endpoints-match',
  title: 'The API table holds the endpoints of the source: all of them and no other',
  weight: 9,
  judge({ document, source }) {
    const { rows, missing, ...measured } = compare(document, source);
    const findings: Finding[] = [
      ...rows.flatMap(({ row: { verb, route }, index, fault }) =>
        fault === undefined
          ? []
          : [
              {
                where: `API Endpoints: ${verb} ${route}`,
                message: `${verb} ${route} ${fault}`,
                statement: at.endpoint(index),
              },
            ],
      ),
      ...missing.map(({ verb, route }) => ({ where: 'API Endpoints', message: `${verb} ${route} is missing` })),
    ];
    return { score: findings.length === 0 ? 1 : 0.9 * harmonic(measured), findings };
  },
};
