import type { CatalogueEvent } from './envelope.ts';

/** Who says what to whom, as Mermaid draws it: who says it on the left, the event, who takes it on the right. */
export const diagram = (events: readonly CatalogueEvent[]): string => {
  const arrows = events.flatMap(({ type, producers, consumers }) => [
    `  ${producers.map((name) => `${name}-says`).join(' & ')} --> ${type}`,
    `  ${type} --> ${consumers.length > 0 ? consumers.map((name) => `${name}-takes`).join(' & ') : 'observers'}`,
  ]);
  const said = new Set(events.flatMap(({ producers }) => producers));
  const taken = new Set(events.flatMap(({ consumers }) => [...consumers]));
  return [
    'flowchart LR',
    ...[...said].map((name) => `  ${name}-says([${name}])`),
    ...events.map(({ type }) => `  ${type}[${type}]`),
    ...[...taken].map((name) => `  ${name}-takes([${name}])`),
    '  observers([anyone])',
    ...arrows,
  ].join('\n');
};
