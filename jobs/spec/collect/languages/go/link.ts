import type { Configuration, Facts } from '#schemas/spec/facts.ts';
import { noFacts } from '../../parse/facts.ts';
import { resolveReferences } from '../../parse/resolve-references.ts';
import { looksSecret } from '../../parse/secret-name.ts';
import { isEvident } from '../figures.ts';
import { linkEntities } from './entities.ts';
import type { Draft, Drafts, Expr, GoPiece } from './model.ts';
import { Packages, spelled } from './packages.ts';
import { linkEndpoints } from './routes/endpoints.ts';
import { validationsOf } from './validations.ts';

/** Facts of drafts: constants get their values; a number stands for itself where a text is wanted. */
const settle = <Fact>(drafts: readonly Draft<Fact>[], piece: GoPiece, packages: Packages): Fact[] =>
  drafts.map(({ fact, texts, numbers }) => {
    const filled: Partial<Record<keyof Fact, unknown>> = {};
    for (const key of Object.keys(texts ?? {}) as (keyof Fact)[]) {
      const value: Expr | undefined = texts?.[key];
      const text = packages.text(value, piece) ?? (value?.kind === 'other' ? spelled(value) : undefined);
      if (text !== undefined) filled[key] = text.slice(0, 300);
    }
    for (const key of Object.keys(numbers ?? {}) as (keyof Fact)[]) {
      const number = packages.number(numbers?.[key], piece);
      if (number !== undefined) filled[key] = number;
    }
    return { ...fact, ...filled };
  });

/** Keys of structs that are filled from the environment: `env:"PORT" envDefault:"8080"`, `envconfig:"PORT" default:"8080"`, `mapstructure`. */
const taggedSettings = ({ structs }: GoPiece): Configuration[] =>
  structs.flatMap(({ id, fields }) =>
    fields.flatMap(({ tags, span }) => {
      const key = (tags.env ?? tags.envconfig ?? tags.mapstructure)?.split(',')[0];
      const fallback = tags.envDefault ?? tags['env-default'] ?? tags.default;
      return key && key !== '-'
        ? [{ key, ...(fallback !== undefined && { default: fallback }), symbol: id, span }]
        : [];
    }),
  );

const withoutSecrets = ({ default: fallback, ...one }: Configuration): Configuration =>
  fallback === undefined || looksSecret(one.key) ? one : { ...one, default: fallback.slice(0, 200) };

/** Facts of all Go files. */
export const linkGo = (pieces: readonly GoPiece[]): Facts => {
  const packages = new Packages(pieces);
  const product = pieces.filter(({ isTest }) => !isTest);
  const settled = <Kind extends keyof Drafts>(kind: Kind): Drafts[Kind][number]['fact'][] =>
    product.flatMap((piece) => settle(piece[kind] as readonly Draft<Drafts[Kind][number]['fact']>[], piece, packages));
  const folders = new Map(pieces.map(({ path, folder }) => [path, folder]));
  const visible = new Map(
    pieces.map((piece) => [
      piece.path,
      new Set([piece.folder, ...Object.keys(piece.imports).map((alias) => packages.folderOf(alias, piece))]),
    ]),
  );
  const sees = (from: { span: { path: string } }, to: { span: { path: string } }): boolean =>
    visible.get(from.span.path)?.has(folders.get(to.span.path)) ?? false;
  const names = new Set(pieces.flatMap(({ declared }) => declared.map(({ symbol }) => symbol.name)));
  return {
    ...noFacts(),
    symbols: pieces.flatMap(({ symbols }) => symbols),
    references: resolveReferences(
      pieces.flatMap(({ declared }) => declared),
      pieces.flatMap(({ mentions }) => mentions.filter(({ name }) => names.has(name))),
      { sees },
    ),
    endpoints: linkEndpoints(packages),
    entities: linkEntities(packages),
    validations: product.flatMap(({ structs }) => validationsOf(structs)),
    outcomes: settled('outcomes'),
    configuration: [...settled('configuration'), ...product.flatMap(taggedSettings)].map(withoutSecrets),
    scheduledJobs: settled('scheduledJobs').map((job) =>
      job.seconds === undefined ? job : { ...job, schedule: `every ${job.seconds} s` },
    ),
    messages: settled('messages'),
    externalCalls: settled('externalCalls'),
    measures: settled('measures').filter(isEvident),
  };
};
