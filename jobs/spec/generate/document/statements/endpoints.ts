import type { Endpoint } from '#schemas/spec/facts.ts';
import { docPhrase, namePhrase, routePhrase, say, type VerbPhrase } from '../english/phrase.ts';
import { list } from '../english/words.ts';
import { codeList, joined, prose } from '../prose.ts';
import { type Draft, draftOf, type FeatureWriting, namesIn, type Writing } from '../writing.ts';

/** What clients send: `POST /orders`. Any verb is none, and of a remote procedure call there is only the name. */
export const requestOf = ({ verb, route }: Pick<Endpoint, 'verb' | 'route'>): string =>
  verb === 'ANY' || verb === 'RPC' ? route : `${verb} ${route}`;

const calls = ({ verb }: Pick<Endpoint, 'verb'>): string => (verb === 'ANY' || verb === 'RPC' ? 'calls' : 'sends');

/** What the verb of a request says by itself. */
const given: Readonly<Record<string, readonly string[]>> = {
  GET: ['return', 'show', 'list'],
  DELETE: ['delete', 'remove'],
  PUT: ['replace', 'update'],
  PATCH: ['update'],
};

/** What an endpoint does for its client: from what was written about it, from the name of its handler, from its route. */
export const endpointPhrase = (endpoint: Endpoint, { evidence }: Pick<Writing, 'evidence'>): VerbPhrase | undefined => {
  const symbol = evidence.symbolOf(endpoint.handler);
  const parts = endpoint.handlerName.split('.');
  const container = evidence.containerOf(symbol) ?? parts.at(-2);
  const several = endpoint.verb === 'GET' && !endpoint.route.endsWith('}');
  const named = namePhrase({ name: parts.at(-1) ?? '', container, several });
  const routed = routePhrase(endpoint.verb, endpoint.route);
  return docPhrase(endpoint.summary) ?? docPhrase(symbol?.doc) ?? named ?? routed;
};

/** When a client sends `POST /orders`, the Orders module shall place an order. */
export const endpointDraft = (endpoint: Endpoint, fit: number, writing: FeatureWriting): Draft[] => {
  const { module, evidence } = writing;
  const phrase = endpointPhrase(endpoint, writing);
  if (!phrase) return [];
  const symbol = evidence.symbolOf(endpoint.handler);
  const body = symbol && symbol.span.end - symbol.span.start < 200 ? symbol.span : endpoint.span;
  const head = evidence.headOf(endpoint.span, endpoint.handlerName.split('.').at(-1) ?? '');
  const line = evidence.lineSaying(say(phrase), body);
  const shown = evidence.shows(say(phrase), [head, ...(line ? [line] : [])], given[endpoint.verb]);
  const within = line && line.path === head.path && line.start >= head.start && line.end <= head.end;
  return draftOf(
    {
      pattern: 'event',
      statement: prose(`When a client ${calls(endpoint)} {}, the ${module} shall ${say(phrase)}.`, requestOf(endpoint)),
      spans: [head, ...(line && !within && shown ? [line] : [])],
      names: [...namesIn(endpoint.handlerName), ...namesIn(endpoint.request), ...namesIn(endpoint.route)],
      label: shown ? 'confirmed' : 'inferred',
      worth: 0.5 + 0.5 * fit,
    },
    writing,
  );
};

const mostTogether = 4;

const inTurns = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

/** Whom an endpoint turns away, in words; nothing if the source does not say that it turns anybody away. */
const turnedAway = ({
  auth: { access, roles, policies },
}: Endpoint): { readonly who: string; readonly codes: readonly string[] } | undefined => {
  if (access !== 'required') return undefined;
  if (roles.length > 0) {
    return roles.length === 1
      ? { who: 'a client without the role {}', codes: roles }
      : {
          who: `a client with none of the roles ${list(
            roles.map(() => '{}'),
            'and',
          )}`,
          codes: roles,
        };
  }
  if (policies.length > 0)
    return {
      who: `a client that does not satisfy ${list(
        policies.map(() => '{}'),
        'and',
      )}`,
      codes: policies,
    };
  return { who: 'a client that is not signed in', codes: [] };
};

/** If a client without the role `Admin` sends `DELETE /orders/{id}`, then the Orders module shall refuse the request. */
export const accessDrafts = (endpoints: readonly Endpoint[], writing: FeatureWriting): Draft[] => {
  const groups = Map.groupBy(endpoints, (endpoint) => JSON.stringify(turnedAway(endpoint) ?? null));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const away = first && turnedAway(first);
    if (!away) return [];
    return inTurns(group, mostTogether).flatMap((some) =>
      draftOf(
        {
          pattern: 'unwanted',
          statement: joined([
            prose(
              `If ${away.who} ${some.every((each) => calls(each) === 'calls') ? 'calls' : 'sends'} `,
              ...away.codes,
            ),
            codeList([...new Set(some.map(requestOf))], 'or'),
            `, then the ${writing.module} shall refuse the request.`,
          ]),
          spans: some.flatMap(({ auth, span }) => (auth.span ? [auth.span] : [span])),
          names: [...away.codes, ...some.flatMap(({ handlerName }) => namesIn(handlerName)), 'Authorize', 'authorize'],
          label: 'confirmed',
          worth: 0.7,
        },
        writing,
      ),
    );
  });
};
