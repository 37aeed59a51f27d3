import { sections as ofSpecification } from '#schemas/spec/document.ts';
import type { Source } from '#schemas/spec/source.ts';
import type { Check, Finding } from '../check.ts';
import { type Section, sectionsIn } from '../markdown.ts';
import { perFinding } from '../score.ts';

/** What a section must show if there is something of it in the source. */
const owed: Readonly<Record<string, (source: Source) => boolean>> = {
  'data-model': ({ facts }) => facts.entities.length > 0,
  api: ({ facts }) => facts.endpoints.length > 0,
  traceability: () => true,
};

const orderOf = (found: readonly Section[]): Finding[] => {
  const known: readonly string[] = ofSpecification.map(({ title }) => title);
  const inOrder = found.filter(({ title }) => known.includes(title));
  return inOrder.flatMap(({ title, line }, index) => {
    const before = inOrder[index - 1];
    return before && known.indexOf(before.title) > known.indexOf(title)
      ? [{ where: `specification.md:${line}`, message: `"${title}" comes after "${before.title}"` }]
      : [];
  });
};

const bodyOf = (id: string, { title, line, body }: Section, source: Source): Finding[] => {
  const where = `specification.md:${line}`;
  if (body.every(({ kind }) => kind === 'blank' || kind === 'heading'))
    return [{ where, message: `"${title}" is empty` }];
  const isOwed = Object.hasOwn(owed, id) && owed[id]?.(source);
  return isOwed && !body.some(({ kind }) => kind === 'table')
    ? [{ where, message: `"${title}" has no table, though the source has what belongs into it` }]
    : [];
};

/** Of ISO/IEC/IEEE 29148 9.6 those that the source can speak of. */
export const sections: Check = {
  id: 'sections',
  title: 'The sections are there, once, in order, and none is empty',
  weight: 6,
  judge({ markdown, source }) {
    const found = sectionsIn(markdown);
    const known: readonly string[] = ofSpecification.map(({ title }) => title);
    return perFinding(
      [
        ...ofSpecification.flatMap(({ id, title }): Finding[] => {
          const [first, ...others] = found.filter((section) => section.title === title);
          if (!first) return [{ where: title, message: `"${title}" is missing` }];
          return [
            ...others.map(({ line }) => ({ where: `specification.md:${line}`, message: `"${title}" is there again` })),
            ...bodyOf(id, first, source),
          ];
        }),
        ...found
          .filter(({ title }) => !known.includes(title))
          .map(({ title, line }) => ({
            where: `specification.md:${line}`,
            message: `"${title}" is no section of ours`,
          })),
        ...orderOf(found),
      ],
      0.25,
    );
  },
};
