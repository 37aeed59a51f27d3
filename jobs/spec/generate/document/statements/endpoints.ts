import type { Endpoint } from '#schemas/spec/facts.ts';
import { docPhrase, namePhrase, nounPhrase, say, type VerbPhrase } from '../english/phrase.ts';
import { routePhrase } from '../english/route-phrase.ts';
import { list, plural } from '../english/words.ts';
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
  POST: ['process'],
  PUT: ['replace', 'update'],
  PATCH: ['update'],
};

/** What changes something: of a page that is only asked for, it is the form that is shown. */
const changes = new Set([
  'add',
  'create',
  'update',
  'configure',
  'register',
  'submit',
  'place',
  'delete',
  'remove',
  'select',
]);

/** Frameworks whose actions answer with pages, and are called by what the pages show. */
const pages = new Set(['aspnet-mvc']);

const answersPages = ({ framework, route }: Endpoint): boolean =>
  pages.has(framework) && !/^\/api(?:\/|$)/i.test(route);

const bareVerb = /^(?:get|post|put|patch|delete|head|options|handler?|invoke|default|anonymous)$/i;

const byName = (endpoint: Endpoint, container: string | undefined): VerbPhrase | undefined => {
  const { verb, route, handlerName } = endpoint;
  const name = handlerName.split('.').at(-1) ?? '';
  if (bareVerb.test(name)) return undefined;
  const several = verb === 'GET' && !route.endsWith('}');
  const named = namePhrase({ name, container, several });
  if (!answersPages(endpoint)) return named;
  if (named && verb === 'GET' && changes.has(named.verb)) return { verb: 'show', rest: `the form to ${say(named)}` };
  const noun = named ? undefined : nounPhrase(name);
  if (noun === undefined) return named;
  if (noun.endsWith(' list')) return { verb: 'list', rest: plural(noun.replace(/ list$/, '')) };
  return verb === 'GET'
    ? { verb: 'show', rest: noun }
    : { verb: 'process', rest: noun.replace(/^the /, 'the submitted ') };
};

/** initFindForm answers with the form, and not with what is found by it. */
const asForm = (handlerName: string, phrase: VerbPhrase | undefined): VerbPhrase | undefined =>
  phrase && phrase.verb !== 'show' && /(?:^|\.)(?:init|show|display|render)\w*(?:Form|Page)$/.test(handlerName)
    ? { verb: 'show', rest: `the form to ${say(phrase)}` }
    : phrase;

/** What an endpoint does for its client: from what was written about it, from the name of its handler, from its route. */
export const endpointPhrase = (endpoint: Endpoint, { evidence }: Pick<Writing, 'evidence'>): VerbPhrase | undefined => {
  const symbol = evidence.symbolOf(endpoint.handler);
  const container = evidence.containerOf(symbol) ?? endpoint.handlerName.split('.').at(-2);
  const { verb, route, handlerName, summary } = endpoint;
  const isPage = answersPages(endpoint) && !bareVerb.test(handlerName.split('.').at(-1) ?? '');
  return (
    docPhrase(summary) ??
    docPhrase(symbol?.doc) ??
    byName(endpoint, container) ??
    (isPage ? undefined : asForm(handlerName, routePhrase(verb, route)))
  );
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

/** Guards that ask for no more than a sign-in: JwtAuthGuard, auth.required. */
const signIn = /^(?!.*(?:admin|role|permission|polic|owner|scope))\w*auth\w*(?:\.required)?$/i;

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
  if (policies.length > 0 && policies.every((policy) => signIn.test(policy)))
    return { who: 'a client that is not signed in', codes: [] };
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
