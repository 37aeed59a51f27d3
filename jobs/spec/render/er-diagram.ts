import type { DocumentEntity } from '#schemas/spec/document.ts';

const mostEntities = 40;
const mostFields = 12;

/** https://mermaid.js.org/syntax/entityRelationshipDiagram.html#relationship-syntax */
const ends: Readonly<Record<string, string>> = {
  'one-to-one': '||--||',
  'one-to-many': '||--o{',
  'many-to-one': '}o--||',
  'many-to-many': '}o--o{',
};

const word = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/^(?=\d)/, 'n')
    .slice(0, 60);

/** Names that Mermaid takes, one for each entity: what differs in the source differs in the diagram. */
const namesOf = (entities: readonly DocumentEntity[]): Map<string, string> => {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { name } of entities) {
    if (names.has(name)) continue;
    const wanted = word(name) || 'entity';
    let given = wanted;
    for (let at = 2; taken.has(given); at++) given = `${wanted}_${at}`;
    taken.add(given);
    names.set(name, given);
  }
  return names;
};

const fieldLine = ({ name, type, constraints }: DocumentEntity['fields'][number]): string[] => {
  const [shownType, shownName] = [word(type), word(name)];
  if (shownName === '') return [];
  return [`    ${shownType || 'unknown'} ${shownName}${constraints.includes('key') ? ' PK' : ''}`];
};

/** The two sides of a relation say the same: it is drawn once. */
const pairOf = (from: string, to: string, kind: string): string =>
  kind === 'many-to-one' ? `${to} ${from} one-to-many` : `${from} ${to} ${kind}`;

/** The data model as a Mermaid diagram, without its fence; empty without entities. */
export const erDiagram = (all: readonly DocumentEntity[]): string[] => {
  const entities = all.slice(0, mostEntities);
  if (entities.length === 0) return [];
  const names = namesOf(entities);
  const drawn = new Set<string>();
  const relations = entities.flatMap(({ name, relations: of }) =>
    of.flatMap(({ kind, target, field }) => {
      const [from, to, line] = [names.get(name), names.get(target), ends[kind]];
      if (!from || !to || !line || drawn.has(pairOf(from, to, kind))) return [];
      drawn.add(pairOf(from, to, kind));
      return [`  ${from} ${line} ${to} : "${word(field ?? '') || 'has'}"`];
    }),
  );
  const boxes = [...new Map(entities.map((entity) => [names.get(entity.name), entity]))].flatMap(
    ([name, { fields }]) => {
      const lines = fields.slice(0, mostFields).flatMap(fieldLine);
      return lines.length === 0 ? [`  ${name}`] : [`  ${name} {`, ...lines, '  }'];
    },
  );
  return ['erDiagram', ...boxes, ...relations];
};
