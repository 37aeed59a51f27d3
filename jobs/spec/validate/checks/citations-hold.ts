import type { Span } from '#schemas/spec/facts.ts';
import { routeKey } from '../known.ts';
import type { Part } from '../parts.ts';
import { codeIn } from '../prose.ts';
import { cited, holdsOne, linesOf, overlaps } from '../spans.ts';
import { type Evidence, isStatement, partCheck } from './statement-check.ts';

/** The identifiers that a part names: its own, or what it sets as code. */
const namesOf = ({ identifiers, prose }: Part): readonly string[] =>
  identifiers.length > 0 ? identifiers : codeIn(prose);

const missing = (span: Span, part: Part, { texts }: Evidence): readonly string[] => {
  const lines = linesOf(texts, span);
  if ('why' in lines) return [`cites ${lines.why}`];
  if (!isStatement(part)) return [];
  const names = namesOf(part);
  if (names.length === 0) return [`names nothing that ${cited(span)} could hold`];
  return holdsOne(lines, names) ? [] : [`cites ${cited(span)}, which holds none of ${names.slice(0, 5).join(', ')}`];
};

/** A row of a table cites the very fact. */
const misplaced = (part: Part, { source: { facts } }: Evidence): readonly string[] => {
  if (part.kind === 'entity') {
    const { name, citation } = part.entity;
    const own = facts.entities.filter((each) => each.name === name);
    return own.length === 0 || own.some(({ span }) => overlaps(span, citation))
      ? []
      : [`${cited(citation)} is not where ${name} is`];
  }
  if (part.kind !== 'endpoint') return [];
  const { verb, route, citation } = part.endpoint;
  const own = facts.endpoints.filter((each) => each.verb === verb && routeKey(each.route) === routeKey(route));
  return own.length === 0 || own.some(({ span }) => overlaps(span, citation))
    ? []
    : [`${cited(citation)} is not where ${verb} ${route} is`];
};

const isBare = (part: Part): boolean =>
  part.citations.length === 0 &&
  ((part.kind === 'functional' && part.requirement.label !== 'gap') ||
    (part.kind === 'non-functional' && part.requirement.evidenced));

export const citationsHold = partCheck({
  id: 'citations-hold',
  title: 'Citations exist, are in range, and hold a name that the requirement rests on',
  weight: 12,
  faults(part, evidence) {
    if (isBare(part)) return ['cites nothing'];
    if (part.citations.length === 0) return undefined;
    return [...part.citations.flatMap((span) => missing(span, part, evidence)), ...misplaced(part, evidence)];
  },
});
