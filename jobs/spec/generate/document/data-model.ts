import type { DocumentEndpoint, DocumentEntity } from '#schemas/spec/document.ts';
import type { Endpoint, Entity, Field, Validation } from '#schemas/spec/facts.ts';
import type { Belongings } from '../rank/belonging.ts';
import { isInstruction, plain } from './english/clean.ts';
import { docSentence, say } from './english/phrase.ts';
import { figure } from './english/words.ts';
import { prose, wordsIn } from './prose.ts';
import { endpointPhrase } from './statements/endpoints.ts';
import type { Writing } from './writing.ts';

const told = (doc: string | undefined, most: number): string | undefined => {
  const text = docSentence(doc);
  return text === undefined || wordsIn(text) > most || isInstruction(text) ? undefined : `${text}.`;
};

const ruleOf = ({ rule, min, max, values }: Validation): string | undefined => {
  if (rule === 'range' && min !== undefined && max !== undefined) return `${figure(min)} to ${figure(max)}`;
  if (rule === 'range' && min !== undefined) return `at least ${figure(min)}`;
  if (rule === 'range' && max !== undefined) return `at most ${figure(max)}`;
  if (rule === 'email') return 'email address';
  if (rule === 'url') return 'URL';
  if (rule === 'one-of' && values && values.length <= 6) return `one of ${values.join(', ')}`;
  return undefined;
};

const constraintsOf = ({ key, nullable, length, unique }: Field, rules: readonly Validation[]): string[] => [
  ...(key ? ['key'] : []),
  ...(!nullable && !key ? ['required'] : []),
  ...(length === undefined ? [] : [`at most ${figure(length)} characters`]),
  ...(unique ? ['unique'] : []),
  ...new Set(rules.flatMap((rule) => ruleOf(rule) ?? [])),
];

/** How much an entity matters: as much as it fits the feature that it fits best. */
const worths = ({ features }: Belongings): Map<unknown, number> => {
  const worth = new Map<unknown, number>();
  for (const { owned } of features) {
    for (const { subject, fit } of owned) worth.set(subject.fact, Math.max(fit, worth.get(subject.fact) ?? 0));
  }
  return worth;
};

const mostWords = 240;

/** All entities, those first that the features are about. Descriptions are given as long as there is room for them. */
export const entitiesOf = (belongings: Belongings, { facts }: Writing): DocumentEntity[] => {
  const worth = worths(belongings);
  const rules = Map.groupBy(facts.validations, ({ subject }) => subject.split('.').at(-1) ?? subject);
  const ranked = facts.entities
    .map((entity, at) => ({ entity, at, worth: worth.get(entity) ?? 0 }))
    .sort((a, b) => b.worth - a.worth || a.at - b.at);
  let words = 0;
  return ranked.map(({ entity }) => {
    const description = told(entity.doc, 24);
    words += description === undefined ? 0 : wordsIn(description);
    return entityOf(entity, words <= mostWords ? description : undefined, rules.get(entity.name) ?? []);
  });
};

const entityOf = (entity: Entity, description: string | undefined, rules: readonly Validation[]): DocumentEntity => {
  const { name, table, relations, span } = entity;
  const fields = [...new Map(entity.fields.map((field) => [field.name, field])).values()];
  return {
    name,
    description: description === undefined ? [] : prose(description),
    ...(table === undefined ? {} : { table }),
    fields: fields.map((field) => ({
      name: field.name,
      type: field.type,
      constraints: constraintsOf(
        field,
        rules.filter((rule) => rule.field === field.name),
      ),
      description: prose(told(field.doc, 30) ?? ''),
    })),
    relations: relations.map(({ kind, target, field }) => ({
      kind,
      target,
      ...(field === undefined ? {} : { field }),
    })),
    citation: span,
  };
};

/** Whom an endpoint lets in, in words. */
const accessOf = ({ auth: { access, roles, policies } }: Endpoint): string => {
  if (access === 'anonymous') return 'anyone';
  if (access === 'unknown') return 'not evidenced';
  return [
    'signed in',
    ...(roles.length > 0 ? [`${roles.length === 1 ? 'role' : 'roles'} ${roles.join(', ')}`] : []),
    ...(policies.length > 0 ? [policies.join(', ')] : []),
  ].join('; ');
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** All endpoints in the order of their routes. */
export const endpointsOf = (writing: Writing): DocumentEndpoint[] =>
  [...writing.facts.endpoints]
    .sort((a, b) => (a.route === b.route ? (a.verb < b.verb ? -1 : 1) : a.route < b.route ? -1 : 1))
    .map((endpoint) => {
      const { verb, route, parameters, statuses, span, handlerName } = endpoint;
      const phrase = endpointPhrase(endpoint, writing);
      return {
        verb,
        route,
        purpose: phrase ? prose(plain(capital(say(phrase)))) : prose('{}', handlerName),
        access: accessOf(endpoint),
        parameters: parameters.map(({ name }) => name),
        statuses: [...new Set(statuses)].sort((a, b) => a - b),
        citation: span,
      };
    });
