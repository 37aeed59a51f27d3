import type { SpecDocument } from '#schemas/spec/document.ts';
import type { Source } from '#schemas/spec/source.ts';
import type { Model } from '#shared/model/model.ts';
import type { SpecWriter } from '../../generate.ts';
import type { Faulty } from '../../validate/mend/mend.ts';
import { type RewriteLimits, rewritingBy, type WordingTask } from '../../validate/mend/rewrite.ts';
import { withProse } from '../../validate/mend/rewritten.ts';
import { at, type Part, partsOf } from '../../validate/parts.ts';
import { writePrompt } from './prompt.ts';

/** Asked once: what is refused keeps the words that it has. */
const writing: WordingTask = { name: 'spec-write', packaged: writePrompt, attempts: 1 };

/** Statements with evidence, and the summaries of features that have some: what says that nothing was found says it well enough. */
const wordable = (document: SpecDocument): readonly Part[] => {
  const found = new Map(
    document.features.map(({ id, requirements }) => [
      at.summary(id),
      requirements.flatMap(({ citations }) => citations),
    ]),
  );
  return partsOf(document).flatMap((part): Part[] => {
    if (part.kind === 'functional' || part.kind === 'non-functional') return part.citations.length > 0 ? [part] : [];
    const citations = found.get(part.address) ?? [];
    return citations.length > 0 ? [{ ...part, citations }] : [];
  });
};

const wishOf = ({ descriptor: { audience } }: Source): string =>
  audience === undefined ? 'Write it for its reader' : `Write it for its reader: ${audience}`;

/**
 * Has a model say the same in better words, a few statements at a time. Its words pass the gates of the validator (validate/mend/gate.ts), or
 * the old ones stay; tables, ids, labels and citations are not its business. Never throws for what a model or the network does.
 */
export const writingBy =
  (load: () => Promise<Model>, limits: RewriteLimits): SpecWriter =>
  async ({ document }, source, texts) => {
    const why = wishOf(source);
    const wanted: readonly Faulty[] = wordable(document).map((part) => ({ part, check: 'wording', why }));
    const { proses, use } = await rewritingBy(load, limits, writing)(wanted, { source, texts });
    return { document: withProse(document, proses), use };
  };
