import type { ExternalCall } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import { clients } from './interest.ts';
import type { Call, Chain } from './piece.ts';
import { simpleName } from './type-name.ts';
import type { Workspace } from './workspace.ts';

type Kind = ExternalCall['kind'];

const kindOf = (type: string | undefined): Kind | undefined => {
  const name = type === undefined ? undefined : simpleName(type);
  return name === undefined ? undefined : clients.find(([pattern]) => pattern.test(name))?.[1];
};

/** Calls of client types that set something up and reach nobody. */
const setsUp =
  /^(CreateClient|GetBlobContainerClient|GetBlobClient|CreateSender|Dispose|DisposeAsync|ToString|Add|GetService|CreateModel|CreateConnection|CreateCommand|Parse|GetDatabase|GetSubscriber|Clear|new Uri)$/;

/** Registrations that say what an application talks to. */
const registers: readonly (readonly [RegExp, Kind])[] = [
  [/^AddHttpClient$|^AddRefitClient$|^AddGrpcClient$/, 'http'],
  [/^Use(SqlServer|Npgsql|MySql|Sqlite|Oracle|Cosmos|MongoDB|InMemoryDatabase)$/, 'database'],
  [/^AddStackExchangeRedisCache$|^AddRedis\w*$|^AddDistributed(SqlServer|Redis)Cache$/, 'cache'],
  [/^UsingRabbitMq$|^AddRabbitMq\w*$|^UsingAzureServiceBus$|^UsingAmazonSqs$|^UseRabbitMQ$|^AddKafka\w*$/, 'queue'],
];

const host = (text: string | undefined): string | undefined => /https?:\/\/([^/\s"{}]+)/.exec(text ?? '')?.[1];

/** The host that a call names, the client's name, or the type. */
const targetOf = (workspace: Workspace, chain: Chain, call: Call, fallback: string): string => {
  const texts = call.arguments.map(({ value, text }) => workspace.text(value, chain.type) ?? text);
  return texts.map(host).find((one) => one !== undefined) ?? fallback;
};

const registered = (workspace: Workspace, chain: Chain, call: Call): ExternalCall[] => {
  const kind = registers.find(([pattern]) => pattern.test(call.name))?.[1];
  if (!kind) return [];
  const named = workspace.text(call.arguments[0]?.value, chain.type);
  const base = host(call.arguments.map(({ text }) => text).join(' '));
  const type = call.types.at(-1);
  const target =
    base ??
    (type ? simpleName(type) : named && !/[{/]/.test(named) ? named : call.name.replace(/^(Use|Add|Using)/, ''));
  return [{ kind, target, symbol: chain.from, span: { ...call.span, end: call.span.start } }];
};

const made = (workspace: Workspace, chain: Chain): ExternalCall[] =>
  chain.calls.flatMap((call, nth): ExternalCall[] => {
    const registration = registered(workspace, chain, call);
    if (registration.length > 0) return registration;
    const isFirst = nth === 0;
    if (call.name.startsWith('new ')) {
      const kind = kindOf(call.name.slice(4));
      return kind && kind !== 'http'
        ? [
            {
              kind,
              target: targetOf(workspace, chain, call, simpleName(call.name.slice(4))),
              symbol: chain.from,
              span: call.span,
            },
          ]
        : [];
    }
    if (!isFirst || setsUp.test(call.name)) return [];
    const way = chain.rootType;
    const type =
      way === undefined
        ? undefined
        : kindOf(way)
          ? way
          : /CreateClient\(\)$/.test(way)
            ? 'HttpClient'
            : workspace.typeOfWay(way);
    const kind = kindOf(type) ?? (chain.root === 'Process' && call.name === 'Start' ? 'process' : undefined);
    if (!kind || type === undefined) return [];
    // A typed client is called by its class; a host in the address says more.
    return [
      {
        kind,
        target: targetOf(workspace, chain, call, kind === 'http' && chain.type ? chain.type : simpleName(type)),
        symbol: chain.from,
        span: call.span,
      },
    ];
  });

/** What the code reaches beyond itself, once for each function and target. */
export const externalCallsOf = (workspace: Workspace): ExternalCall[] => {
  const seen = new Set<string>();
  return workspace.pieces
    .filter(({ path }) => !isTestPath(path))
    .flatMap(({ chains }) => chains.flatMap((chain) => made(workspace, chain)))
    .filter(({ kind, target, symbol }) => {
      const key = `${kind} ${target} ${symbol}`;
      return !seen.has(key) && seen.add(key);
    });
};
