import type { CodeSymbol, Endpoint } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import type { TextFile } from '../../parse/language.ts';
import { closingIndex, type Token, tokensOf } from '../../parse/tokens.ts';

/** https://protobuf.dev/reference/protobuf/proto3-spec/ */
const lexicon = { lineComments: ['//'], strings: { '"': '"', "'": "'" }, names: {}, doubled: false } as const;

export type ProtoPiece = {
  readonly symbols: readonly CodeSymbol[];
  readonly endpoints: readonly Endpoint[];
  /** Types that a symbol names, as they are spelt. */
  readonly uses: readonly { readonly from: string; readonly type: string }[];
};

type Reader = { readonly path: string; readonly package: string; readonly tokens: readonly Token[]; piece: Writable };
type Writable = { symbols: CodeSymbol[]; endpoints: Endpoint[]; uses: { from: string; type: string }[] };
type Place = { readonly names: readonly string[]; readonly id?: string };

const kinds: Readonly<Record<string, CodeSymbol['kind']>> = {
  message: 'class',
  enum: 'enum',
  service: 'interface',
  rpc: 'method',
};

const addSymbol = (
  reader: Reader,
  kind: CodeSymbol['kind'],
  place: Place,
  at: { first: Token; name: Token; end: number; signature: string },
): string => {
  const qualifiedName = [reader.package, ...place.names, at.name.text].filter(Boolean).join('.');
  const id = `${reader.path}#${qualifiedName}`;
  const doc = at.first.doc ?? at.name.trailing;
  reader.piece.symbols.push({
    id,
    kind,
    language: 'proto',
    name: at.name.text,
    qualifiedName,
    ...(place.id ? { container: place.id } : {}),
    span: {
      path: reader.path,
      start: Math.max(1, at.first.line - (at.first.doc?.split('\n').length ?? 0)),
      end: at.end,
    },
    visibility: 'public',
    signature: at.signature.slice(0, 400),
    ...(doc ? { doc } : {}),
    isTest: isTestPath(reader.path),
  });
  return id;
};

/** A dotted name that starts at `at`: [name, the index after it]. */
const dotted = (tokens: readonly Token[], at: number): [string, number] => {
  let name = '';
  let index = at;
  while (tokens[index]?.kind === 'word' || (tokens[index]?.kind === 'sign' && tokens[index]?.text === '.')) {
    const token = tokens[index] as Token;
    if (token.kind === 'word' && name && !name.endsWith('.')) break;
    name += token.text;
    index++;
  }
  return [name.replace(/^\./, ''), index];
};

const httpVerbs = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** `get: "/v1/{name=shelves/*}"` within an option (google.api.http), its additional bindings too. */
const httpRules = (tokens: readonly Token[]): { verb: Endpoint['verb']; route: string; line: number }[] =>
  tokens.flatMap((token, at) => {
    const value = tokens[at + 2];
    if (!httpVerbs.has(token.text) || tokens[at + 1]?.text !== ':' || value?.kind !== 'string') return [];
    return [
      {
        verb: token.text.toUpperCase() as Endpoint['verb'],
        route: value.text.replace(/\{([\w.]+)=[^{}]*\}/g, '{$1}'),
        line: token.line,
      },
    ];
  });

/** rpc Place (PlaceRequest) returns (stream PlaceReply) { option … } */
const readRpc = (reader: Reader, at: number, service: Place): number => {
  const { tokens, path } = reader;
  const [first, name] = [tokens[at], tokens[at + 1]];
  if (!first || name?.kind !== 'word' || tokens[at + 2]?.text !== '(') return at + 1;
  const typeIn = (open: number): [string, string] => {
    const stream = tokens[open + 1]?.text === 'stream' && tokens[open + 2]?.text !== ')';
    const [type] = dotted(tokens, open + (stream ? 2 : 1));
    return [type, stream ? `stream ${type}` : type];
  };
  const [request, requestText] = typeIn(at + 2);
  const afterRequest = closingIndex(tokens, at + 2);
  const [response, responseText] = typeIn(afterRequest + 1);
  const afterResponse = closingIndex(tokens, afterRequest + 1);
  const end = tokens[afterResponse]?.text === '{' ? closingIndex(tokens, afterResponse) : afterResponse + 1;
  const last = tokens[end - 1] ?? name;
  const signature = `rpc ${name.text} (${requestText}) returns (${responseText})`;
  const id = addSymbol(reader, 'method', service, { first, name, end: last.endLine, signature });
  reader.piece.uses.push({ from: id, type: request }, { from: id, type: response });
  const shared = {
    handler: id,
    handlerName: `${service.names.at(-1)}.${name.text}`,
    auth: { access: 'unknown' as const, roles: [], policies: [] },
    request: requestText,
    response: responseText,
    statuses: [],
    ...(first.doc ? { summary: first.doc } : {}),
    span: { path, start: first.line, end: last.endLine },
  };
  const full = [reader.package, ...service.names].filter(Boolean).join('.');
  reader.piece.endpoints.push({
    ...shared,
    verb: 'RPC',
    route: `/${full}/${name.text}`,
    framework: 'grpc',
    parameters: [],
  });
  for (const { verb, route } of httpRules(tokens.slice(afterResponse, end))) {
    const names = [...route.matchAll(/\{([\w.]+)\}/g)].map(([, found]) => found ?? '');
    const parameters = names.map((found) => ({ name: found, in: 'path' as const, required: true }));
    reader.piece.endpoints.push({ ...shared, verb, route, framework: 'grpc-gateway', parameters });
  }
  return end;
};

const scalars =
  /^(double|float|u?int(32|64)|sint(32|64)|s?fixed(32|64)|bool|string|bytes|optional|repeated|required|map|stream)$/;
const keywords = new Set(['option', 'reserved', 'extensions', 'syntax', 'import', 'package', 'oneof', 'extend']);

/** A field up to its `;`, or a value of an enum. */
const readMember = (reader: Reader, at: number, end: number, place: Place, isEnum: boolean): number => {
  const { tokens } = reader;
  let stop = at;
  while (stop < end && tokens[stop]?.text !== ';' && tokens[stop]?.text !== '{') stop++;
  const inside = tokens.slice(at, stop);
  const equals = inside.findIndex(({ text, kind }) => kind === 'sign' && text === '=');
  const [first, name] = [inside[0], inside[equals - 1]];
  if (first && name?.kind === 'word' && equals > (isEnum ? 0 : 1) && !keywords.has(first.text)) {
    const signature = inside
      .slice(0, equals)
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s*([.<>,])\s*/g, '$1');
    const last = inside.at(-1)?.endLine ?? first.line;
    const trailing = tokens[stop]?.trailing;
    const said = { ...name, ...(trailing ? { trailing } : {}) };
    addSymbol(reader, isEnum ? 'enum-member' : 'field', place, { first, name: said, end: last, signature });
    for (const type of signature.match(/[\w.]+/g)?.slice(0, -1) ?? []) {
      if (place.id && !isEnum && !scalars.test(type)) reader.piece.uses.push({ from: place.id, type });
    }
  }
  return tokens[stop]?.text === '{' ? closingIndex(tokens, stop) : stop + 1;
};

const readBody = (reader: Reader, from: number, to: number, place: Place, kind: string): void => {
  const { tokens } = reader;
  let at = from;
  while (at < to) {
    const [token, name, open] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (token?.kind === 'word' && token.text === 'rpc' && kind === 'service') at = readRpc(reader, at, place);
    else if (token?.text === 'oneof' && open?.text === '{') {
      const end = closingIndex(tokens, at + 2);
      readBody(reader, at + 3, end - 1, place, kind);
      at = end;
    } else if (token && name?.kind === 'word' && open?.text === '{' && kinds[token.text] && token.kind === 'word') {
      const end = closingIndex(tokens, at + 2);
      const symbol = { first: token, name, end: tokens[end - 1]?.endLine ?? token.line };
      const id = addSymbol(reader, kinds[token.text] ?? 'class', place, {
        ...symbol,
        signature: `${token.text} ${name.text}`,
      });
      if (place.names.length < 16)
        readBody(reader, at + 3, end - 1, { names: [...place.names, name.text], id }, token.text);
      at = end;
    } else if (kind && token?.kind === 'word') at = readMember(reader, at, to, place, kind === 'enum');
    else if (token?.text === '{') at = closingIndex(tokens, at);
    else at++;
  }
};

/** Services, rpcs (as endpoints, their google.api.http bindings too), messages and enums of a .proto file. */
export const readProto = ({ path, text }: TextFile): ProtoPiece => {
  const tokens = tokensOf(text, lexicon);
  const at = tokens.findIndex((token, index) => token.text === 'package' && tokens[index + 1]?.kind === 'word');
  const piece: Writable = { symbols: [], endpoints: [], uses: [] };
  const reader: Reader = { path, package: at < 0 ? '' : dotted(tokens, at + 1)[0], tokens, piece };
  readBody(reader, 0, tokens.length, { names: [] }, '');
  return isTestPath(path) ? { ...piece, endpoints: [] } : piece;
};
