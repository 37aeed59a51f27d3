import type { Prose, SpecDocument } from '#schemas/spec/document.ts';
import type { Facts } from '#schemas/spec/facts.ts';
import type { Source } from '#schemas/spec/source.ts';
import type { Belongings } from '../rank/belonging.ts';
import type { Lines } from '../rank/snippets.ts';
import { isInstruction, plain } from './english/clean.ts';
import { figure, list } from './english/words.ts';
import { codeList, joined, prose, wordsIn } from './prose.ts';

const languageNames: Readonly<Record<string, string>> = {
  csharp: 'C#',
  java: 'Java',
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  python: 'Python',
  go: 'Go',
  proto: 'Protocol Buffers',
  prisma: 'Prisma',
  sql: 'SQL',
};

const frameworkNames: Readonly<Record<string, string>> = {
  'aspnet-mvc': 'ASP.NET Core controllers',
  'aspnet-minimal': 'ASP.NET Core minimal APIs',
  'aspnet-webforms': 'ASP.NET Web Forms',
  spring: 'Spring MVC',
  jaxrs: 'Jakarta REST',
  express: 'Express',
  nestjs: 'NestJS',
  fastify: 'Fastify',
  fastapi: 'FastAPI',
  flask: 'Flask',
  django: 'Django',
  'net/http': 'Go net/http',
  chi: 'chi',
  gin: 'Gin',
  echo: 'Echo',
  grpc: 'gRPC',
  ef: 'Entity Framework',
  nopcommerce: 'nopCommerce data access',
  jpa: 'JPA',
  typeorm: 'TypeORM',
  mongoose: 'Mongoose',
  prisma: 'Prisma',
  sqlalchemy: 'SQLAlchemy',
  gorm: 'GORM',
  sql: 'SQL tables',
};

const nameOf = (framework: string): string => frameworkNames[framework] ?? framework;

const several = (count: number, one: string, more = `${one}s`): string =>
  `${figure(count)} ${count === 1 ? one : more}`;

const counted = <T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] =>
  [...Map.groupBy(items, keyOf)].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));

const mostNamed = 6;

const named = (names: readonly string[]): Prose => {
  const different = [...new Set(names)].filter((name) => name.length <= 60);
  const shown = different.slice(0, mostNamed);
  return different.length > shown.length
    ? joined([codeList(shown, 'and'), ` and ${figure(different.length - shown.length)} more`])
    : codeList(shown, 'and');
};

const integrations: Readonly<Record<Facts['externalCalls'][number]['kind'], string>> = {
  http: 'HTTP services',
  email: 'Email',
  storage: 'Storage',
  queue: 'Queues',
  database: 'Databases',
  cache: 'Cache',
  process: 'Processes',
  other: 'Other services',
};

type Technology = SpecDocument['overview']['technology'];

const technologyOf = ({ files, facts }: Source): Technology => {
  const parsed = files.filter(({ outcome, language }) => outcome === 'parsed' && language !== undefined);
  const rows: [string, Prose][] = [
    ...counted(parsed, ({ language = 'text' }) => languageNames[language] ?? language).map(
      ([name, of]): [string, Prose] => [name, prose(several(of.length, 'file'))],
    ),
    ...counted(facts.endpoints, ({ framework }) => nameOf(framework)).map(([name, of]): [string, Prose] => [
      name,
      prose(several(of.length, 'endpoint')),
    ]),
    ...counted(facts.entities, ({ framework }) => nameOf(framework)).map(([name, of]): [string, Prose] => [
      name,
      prose(several(of.length, 'entity', 'entities')),
    ]),
    ...counted(facts.externalCalls, ({ kind }) => integrations[kind]).map(([name, of]): [string, Prose] => [
      name,
      named(of.map(({ target }) => target)),
    ]),
    ...counted(facts.messages, ({ direction }) =>
      direction === 'publishes' ? 'Messages published' : 'Messages consumed',
    ).map(([name, of]): [string, Prose] => [name, named(of.map((message) => message.name))]),
    ...(facts.scheduledJobs.length > 0
      ? [['Scheduled jobs', named(facts.scheduledJobs.map(({ name }) => name))] satisfies [string, Prose]]
      : []),
    ...(facts.configuration.length > 0
      ? [['Settings', named(facts.configuration.map(({ key }) => key))] satisfies [string, Prose]]
      : []),
  ];
  return rows.filter(([, detail]) => detail.length > 0).map(([name, detail]) => ({ name: prose(name), detail }));
};

const readme = /(?:^|\/)readme(?:\.(?:md|markdown|txt|rst|adoc))?$/i;
const mostPurpose = 70;

/** A paragraph of prose: no heading, list, table, code, badge, image or link alone. */
const isProse = (block: string): boolean =>
  !/^\s*(?:[#>|<!=*+-]|\d+\.|```|~~~|\[!|!\[|\.\. |:\w+:|https?:)/.test(block) &&
  wordsIn(block.replace(/!?\[[^\]]*\]\([^)]*\)/g, '')) >= 8 &&
  !/^\s*(?:see|note|click|download|install|run|please|to|if you)\b/i.test(block) &&
  !/\b(?:you|your|npm|yarn|pnpm|docker|maven|gradle|pip|clone|environment variables?)\b/i.test(block);

/** The first paragraph of the README that is nearest to the root, as far as it is short. */
const purposeOf = (lines: Lines): string | undefined => {
  const paths = [...lines.keys()].filter((path) => readme.test(path));
  const [nearest] = paths.sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  if (nearest === undefined) return undefined;
  const text = (lines.get(nearest) ?? [])
    .slice(0, 200)
    .join('\n')
    .replace(/```.*?(?:```|$)/gs, '\n\n');
  const block = text.split(/\n\s*\n/).find(isProse);
  if (block === undefined) return undefined;
  const said = plain(block.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/https?:\/\/\S+/g, ''));
  const sentences = said.split(/(?<=[.!?])\s+/);
  const shown: string[] = [];
  for (const sentence of sentences) {
    if (wordsIn([...shown, sentence].join(' ')) > mostPurpose) break;
    shown.push(sentence);
  }
  const purpose = shown.join(' ');
  return purpose === '' || isInstruction(said) || !/[.!]$/.test(purpose) ? undefined : purpose;
};

const amounts = (facts: Facts): string[] => {
  const of: readonly (readonly [number, string])[] = [
    [facts.endpoints.length, `answers ${several(facts.endpoints.length, 'endpoint')}`],
    [facts.entities.length, `stores ${several(facts.entities.length, 'entity', 'entities')}`],
    [facts.scheduledJobs.length, `runs ${several(facts.scheduledJobs.length, 'scheduled job')}`],
    [facts.messages.length, `exchanges ${several(new Set(facts.messages.map(({ name }) => name)).size, 'message')}`],
  ];
  return of.flatMap(([count, said]) => (count > 0 ? [said] : []));
};

/** What the module is for, what this document covers, and what it is made with. */
export const overviewOf = (
  source: Source,
  { features }: Belongings,
  lines: Lines,
  module: string,
  notes: readonly Prose[],
): SpecDocument['overview'] => {
  const purpose = purposeOf(lines);
  const does = amounts(source.facts);
  const found = features.filter(({ owned }) => owned.length > 0).length;
  const parsed = source.files.filter(({ outcome }) => outcome === 'parsed').length;
  const texts = source.files.filter(({ outcome }) => outcome === 'text').length;
  const out = source.files.length - parsed - texts;
  const without = features.length - found;
  return {
    purpose: [
      ...(purpose === undefined ? [] : [prose(purpose)]),
      ...(does.length > 0 ? [prose(`The ${module} ${list(does, 'and')}.`)] : []),
      ...(purpose === undefined && does.length === 0 ? [prose(`This is the specification of the ${module}.`)] : []),
    ],
    scope: [
      prose(
        `This specification covers ${several(features.length, 'feature')} of version ${plain(source.descriptor.version)}: ` +
          `${without === 0 ? 'evidence of each was found in source' : `${figure(found)} found in source, ${figure(without)} not found in source`}. ` +
          `It rests on ${several(parsed, 'parsed file')}${texts > 0 ? ` and ${several(texts, 'text')}` : ''}${out > 0 ? `; ${several(out, 'file was', 'files were')} left out` : ''}. ` +
          'A requirement is confirmed where code shows it, inferred where a name or a comment says it, and a gap where nothing was found.',
      ),
    ],
    technology: technologyOf(source),
    warnings: [...source.warnings.slice(0, 10).map((warning) => prose(plain(warning))), ...notes],
  };
};
