import type { Prose, SpecDocument } from '#schemas/spec/document.ts';
import type { Mended, ModelUse } from '#schemas/spec/quality.ts';
import { withoutSecretsInProse } from '#shared/exports/prose-secrets.ts';
import type { Usage } from '#shared/model/budget.ts';
import type { RenderMarkdown } from '../../render/rendered.ts';
import type { Check } from '../check.ts';
import type { Evidence } from '../checks/statement-check.ts';
import { judge } from '../judge.ts';
import { type Part, partsOf } from '../parts.ts';
import { plain } from '../prose.ts';
import { renumbered } from './renumber.ts';
import { isRewritable, withProse } from './rewritten.ts';
import { without } from './without.ts';

/** A part that must not be shipped as it is. */
export type Faulty = { readonly part: Part; readonly check: string; readonly why: string };

/**
 * Says faulty parts in other words, by their addresses; what it cannot say rightly it leaves out. `spent`: what of the job's budget is used up
 * already. Never throws.
 */
export type Rewriter = (
  faulty: readonly Faulty[],
  evidence: Evidence,
  spent?: Usage,
) => Promise<{ readonly proses: ReadonlyMap<string, Prose>; readonly use: ModelUse }>;

export type Mending = {
  readonly document: SpecDocument;
  readonly mended: readonly Mended[];
  readonly model?: ModelUse;
};

/** Cutting may uncover a fault (a feature's last word, a row more than its twin): so many rounds, and it ends. */
const rounds = 6;

/** A figure of speech is mended; what the source does not bear out is not a matter of words. */
const ofWords: ReadonlySet<string> = new Set([
  'ears-form',
  'singular',
  'precise-words',
  'no-placeholders',
  'measured-quality',
  'identifiers-exist',
  'not-an-inventory',
]);

const longestQuote = 400;

/** Never a secret, and no more of a text than tells which it was. */
const quoted = (text: string): string => withoutSecretsInProse(text).slice(0, longestQuote);

const faultyIn = async (
  document: SpecDocument,
  evidence: Evidence,
  { checks, markdown }: { readonly checks: readonly Check[]; readonly markdown: RenderMarkdown },
): Promise<readonly Faulty[]> => {
  const judged = { document, ...evidence, markdown: markdown(document), pdf: new Uint8Array() };
  const parts = new Map(partsOf(document).map((part) => [part.address, part]));
  const found = (await judge(judged, checks)).flatMap(({ id, findings }) =>
    findings.flatMap(({ statement, message }) => {
      const part = statement === undefined ? undefined : parts.get(statement);
      return part ? [{ part, check: id, why: message }] : [];
    }),
  );
  return found;
};

/** One entry a part: the fault that no words can mend before the others, and of those all. */
const byPart = (faulty: readonly Faulty[]): readonly Faulty[] =>
  [...Map.groupBy(faulty, ({ part }) => part.address).values()].flatMap((own) => {
    const [first] = own;
    const lasting = own.find(({ check }) => !ofWords.has(check));
    return lasting ?? (first ? { ...first, why: own.map(({ why }) => why).join('; ') } : []);
  });

const isOfWords = ({ part, check }: Faulty): boolean => ofWords.has(check) && isRewritable(part.address);

const record = ({ part, check, why }: Faulty, after?: Prose): Mended => ({
  where: part.where,
  check,
  action: after ? 'rewritten' : 'cut',
  before: quoted(part.raw),
  ...(after && { after: quoted(plain(after)) }),
  why: quoted(why),
});

/**
 * The document without a faulty part: each is said in other words if there is a rewriter and its words hold, or cut. Ids are contiguous
 * afterwards and traceability follows. `mended` names parts by the ids they had when they were found faulty.
 */
export const mend = async (
  document: SpecDocument,
  evidence: Evidence,
  how: {
    readonly checks: readonly Check[];
    readonly markdown: RenderMarkdown;
    readonly rewriter?: Rewriter;
    readonly writing?: ModelUse;
  },
): Promise<Mending> => {
  let current = renumbered(document);
  let model: ModelUse | undefined;
  const mended: Mended[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const all = await faultyIn(current, evidence, how);
    if (all.length === 0) break;
    const faulty = byPart(all);
    const wanted = round === 0 && how.rewriter ? faulty.filter(isOfWords) : [];
    const said = wanted.length > 0 ? await how.rewriter?.(wanted, evidence, how.writing) : undefined;
    model = said?.use ?? model;
    const proses = said?.proses ?? new Map<string, Prose>();
    const cut = new Set(faulty.flatMap(({ part }) => (proses.has(part.address) ? [] : [part.address])));
    mended.push(...faulty.map((each) => record(each, proses.get(each.part.address))));
    current = renumbered(without(withProse(current, proses), cut));
  }
  return { document: current, mended, ...(model && { model }) };
};
