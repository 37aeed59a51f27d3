import type { Measure, Span } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../../parse/is-test.ts';
import { words } from '../../../parse/words.ts';
import type { Attribute, Call, Member, Type } from '../piece.ts';
import { quantityIn } from '../quantity.ts';
import { spelledIn } from '../spelled.ts';
import { simpleName } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';
import { attributeRows, byName, callRows, cryptographic, hashes, plainCalls, type Row, row } from './rows.ts';

const rowFor = (name: string): Row | undefined => byName.find(([pattern]) => pattern.test(name))?.[1];

const inBytes = (value: number, unit: string): { value: number; unit: string } =>
  unit === 'bytes' && value >= 1_024
    ? { value: Math.round((value / 1_048_576) * 1_000) / 1_000, unit: 'MB' }
    : { value, unit };

const spoken = (name: string): string => words(name).join(' ');

/** A function as people say it: PricingService.PriceAsync, out of its symbol's id. */
const saidOf = (id: string): string => id.replace(/^.*#/, '').replace(/~\d+$/, '').split('.').slice(-2).join('.');

/** What a value that is set in code is about. */
const aboutAssigned = (name: string, within: string, from: string): string => {
  const client = /^AddHttpClient<(.+)>$/.exec(within)?.[1];
  if (client) return `${spoken(name)} of ${client}`;
  if (/Expiration/.test(name)) return `cache of ${saidOf(from)}`;
  return within ? `${spoken(name)} in ${within}` : `${spoken(name)} in ${saidOf(from)}`;
};

type Asked = {
  readonly name: string;
  readonly text: string;
  readonly what: string;
  readonly symbol: string;
  readonly span: Span;
  readonly inType: string | undefined;
};

/** Names whose bare numbers are seconds, by the documentation of what reads them. */
const inSeconds =
  /^(CommandTimeout|ConnectTimeout|(Identity|Access|Refresh|Absolute\w*)TokenLifetime|Duration|ResponseCache|OutputCache)$/;

const measured = (
  workspace: Workspace,
  { name, text, what, symbol, span, inType }: Asked,
  found: Row | undefined,
): Measure[] => {
  if (!found) return [];
  const quantity = quantityIn(text, name, spelledIn(workspace, inType), found.unit);
  // A bare number says nothing of its unit: seconds here are milliseconds there.
  if (
    quantity?.isBare &&
    ((found.unit === 's' && !inSeconds.test(name)) || (found.unit === 'bytes' && quantity.value < 10_000))
  )
    return [];
  if (!quantity || quantity.value < 0 || (quantity.value === 0 && found.subject !== 'retries')) return [];
  return [
    {
      category: found.category,
      subject: found.subject,
      ...inBytes(quantity.value, quantity.unit),
      what: what.slice(0, 300),
      symbol,
      span,
    },
  ];
};

const calledFor: Readonly<Record<string, string>> = {
  CommandTimeout: 'database commands',
  EnableRetryOnFailure: 'database commands',
};

const ofAttribute = (workspace: Workspace, attribute: Attribute, owner: Type, holder: Type | Member): Measure[] => {
  const { name, arguments: given, span } = attribute;
  const text = given[0]?.text ?? '';
  const what = holder === owner ? owner.name : `${owner.name}.${holder.name}`;
  const common = { what, symbol: holder.id, span, inType: owner.name };
  if (name === 'RequestSizeLimit')
    return measured(workspace, { ...common, name, text }, row('capacity', 'upload-size', 'bytes'));
  if (name === 'RequestFormLimits') {
    const limit = given.find((one) => one.name === 'MultipartBodyLengthLimit')?.text ?? '';
    return measured(workspace, { ...common, name, text: limit }, row('capacity', 'upload-size', 'bytes'));
  }
  if (name === 'ResponseCache' || name === 'OutputCache') {
    const duration = given.find((one) => one.name === 'Duration')?.text ?? '';
    return measured(workspace, { ...common, name, text: duration }, row('performance', 'cache-lifetime', 's'));
  }
  const plain = Object.hasOwn(attributeRows, name) ? attributeRows[name] : undefined;
  if (!plain) return [];
  const named = /^Enable/.test(name) ? workspace.text(given[0]?.value, owner.name) : undefined;
  return [
    {
      category: plain.category,
      subject: plain.subject,
      what: `${plain.what}${named ? ` ${named}` : ''} of ${what}`,
      symbol: holder.id,
      span,
    },
  ];
};

const ofCall = (
  workspace: Workspace,
  call: Call,
  root: string,
  from: string,
  inType: string | undefined,
  assigned: string | undefined,
): Measure[] => {
  const { name, span, arguments: given } = call;
  const found: Measure[] = [];
  const numbered = Object.hasOwn(callRows, name) ? callRows[name] : undefined;
  if (numbered) {
    const [nth, about] = numbered;
    const text = given.find((one) => one.name === 'maxRetryCount')?.text ?? given[nth]?.text ?? '';
    found.push(
      ...measured(
        workspace,
        { name, text, what: calledFor[name] ?? `${spoken(name)} in ${saidOf(from)}`, symbol: from, span, inType },
        about,
      ),
    );
    if (found.length > 0) return found;
  }
  const plain = plainCalls.find(([pattern]) => pattern.test(name));
  const all = `${root}.${name}(${given.map(({ text }) => text).join()})`;
  const hash = cryptographic.test(name) ? hashes.find(([pattern]) => pattern.test(all)) : undefined;
  if (hash && !/^new Rfc|^Pbkdf2/.test(name)) {
    const what = hash[1].replace('$1', hash[0].exec(all)?.[1] ?? '');
    return [
      {
        category: 'security',
        subject: hash[2],
        what: `${what}${assigned && assigned !== 'return' ? ` for ${assigned}` : ''}`,
        symbol: from,
        span,
      },
    ];
  }
  if (!plain) return found;
  const [, about, what] = plain;
  const named = about.subject === 'rate-limit' ? workspace.text(given[0]?.value, inType) : undefined;
  const algorithm = about.subject === 'hashing' ? /HashAlgorithmName\.(\w+)/.exec(all)?.[1] : undefined;
  const rounds =
    about.subject === 'hashing'
      ? quantityIn(
          given.find((one) => /iteration/i.test(one.name ?? one.text))?.text ??
            given.find(({ text }) => /^[\d_]{4,}$/.test(text))?.text ??
            '',
          '',
          spelledIn(workspace, inType),
          'iterations',
        )
      : undefined;
  return [
    {
      ...about,
      ...rounds,
      what: [what, algorithm ?? named, about.subject === 'transaction' ? `in ${saidOf(from)}` : undefined]
        .filter(Boolean)
        .join(' '),
      symbol: from,
      span: { ...span, end: span.start },
    },
  ];
};

/** Constants, and defaults of options and settings. */
const ofMember = (workspace: Workspace, type: Type, member: Member): Measure[] => {
  const isDefault =
    member.kind === 'property' && /(Options|Settings|Config|Configuration|Request|Parameters|Query)$/.test(type.name);
  if (
    !(member.kind === 'constant' || isDefault || (member.kind === 'field' && member.modifiers.includes('readonly'))) ||
    !member.valueText
  )
    return [];
  const about =
    rowFor(member.name.replace(/^_/, '').replace(/^./, (first) => first.toUpperCase())) ??
    (/^[A-Z_0-9]+$/.test(member.name)
      ? rowFor(
          words(member.name)
            .map((one) => one.charAt(0).toUpperCase() + one.slice(1))
            .join(''),
        )
      : undefined);
  return measured(
    workspace,
    {
      name: member.name,
      text: member.valueText,
      what: `${spoken(member.name)} of ${type.name}`,
      symbol: member.id,
      span: member.span,
      inType: type.name,
    },
    about,
  );
};

/** Figures and measures that say how well the code does something. */
export const measuresOf = (workspace: Workspace): Measure[] =>
  workspace.pieces
    .filter(({ path }) => !isTestPath(path))
    .flatMap(({ types, chains, assignments }) => [
      ...types.flatMap((type) => [
        ...type.attributes.flatMap((attribute) => ofAttribute(workspace, attribute, type, type)),
        ...type.members.flatMap((member) => [
          ...member.attributes.flatMap((attribute) => ofAttribute(workspace, attribute, type, member)),
          ...ofMember(workspace, type, member),
        ]),
      ]),
      ...assignments.flatMap(({ target, text, within, from, span }) => {
        const name = target.split('.').at(-1) ?? '';
        const about = rowFor(name);
        const owner = workspace.symbol(from);
        const inType =
          owner && 'kind' in owner
            ? simpleName(
                from
                  .replace(/^.*#/, '')
                  .replace(/(~\d+)?$/, '')
                  .replace(/\.[^.]*$/, ''),
              )
            : undefined;
        const what = aboutAssigned(name, within, from);
        return measured(workspace, { name, text, what, symbol: from, span, inType }, about);
      }),
      ...chains.flatMap((chain) =>
        chain.calls.flatMap((call) => ofCall(workspace, call, chain.root, chain.from, chain.type, chain.assignedTo)),
      ),
    ])
    .filter(
      ((seen) => (measure: Measure) => {
        const key = `${measure.subject} ${measure.value} ${measure.what} ${measure.symbol}`;
        return !seen.has(key) && seen.add(key);
      })(new Set<string>()),
    );
