import type { SpecDocument } from '#schemas/spec/document.ts';
import { type Known, knownOf } from '../known.ts';
import { type Part, partsOf } from '../parts.ts';
import { codeIn, namesIn, spoken } from '../prose.ts';
import { shareOf } from '../score.ts';
import type { Evidence, PartCheck } from './statement-check.ts';

/** What stands in code and names nothing of the source. */
const language = new Set(
  `true false null none nil undefined and or not in is if else new await async return this self typeof nameof default void string int integer long
  float double decimal bool boolean byte char object number date datetime uuid guid list map array set dict any optional
  GET POST PUT PATCH DELETE HEAD OPTIONS ANY RPC HTTP HTTPS JSON XML YAML SQL UTF URL URI PDF CSV HTML SHA`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
);

/** Products that are written like identifiers. */
const products =
  /^(?:JavaScript|TypeScript|GitHub|GitLab|PostgreSQL|MySQL|MariaDB|SQLite|MongoDB|DynamoDB|RabbitMQ|ActiveMQ|OpenAPI|OpenID|OAuth2?|NestJS|NodeJS|FastAPI|SQLAlchemy|TypeORM|GraphQL|gRPC|iOS|macOS|AutoMapper|FluentValidation|MediatR|MassTransit|EntityFramework|SignalR|PayPal|LinkedIn|YouTube|WebSockets?|nopCommerce|jQuery|ElasticSearch|OpenSearch|OpenTelemetry|ASP|NET|JWTs?|APIs|URLs|PDFs|IDs)$/i;

/** Names in plain words: an inner capital or an underscore is no English. */
const inProse =
  /(?<![\p{L}\p{N}_.-])(?:\p{Ll}[\p{Ll}\p{N}]*\p{Lu}[\p{L}\p{N}]*|(?:\p{Lu}[\p{Ll}\p{N}]+){2,}|\p{L}[\p{L}\p{N}]*_[\p{L}\p{N}_]+)(?![\p{L}\p{N}_-])/gu;

/** Routes and calls in plain words: `POST /orders`, ship(). */
const placeInProse = /(?<![\p{L}\p{N}_./:<-])\/\p{L}[\p{L}\p{N}_{}/-]*/gu;
const callInProse = /(?<![\p{L}\p{N}_.])[\p{L}_][\p{L}\p{N}_.]*(?=\(\))/gu;

const isPath = /^(?:[A-Z]+ )?\/|^[^\s/]+\/[^\s]+$/;

const unknownInCode = (code: string, known: Known): readonly string[] => {
  const text = code.trim();
  if (text === '' || known.hasPlace(text)) return [];
  const span = /^(.+):\d+(?:-\d+)?$/.exec(text)?.[1];
  if (span !== undefined && known.hasPlace(span)) return [];
  if (isPath.test(text)) return known.hasLiteral(text) || known.hasLiteral(text.replace(/^[A-Z]+ /, '')) ? [] : [text];
  const missing = namesIn(text).filter((name) => !language.has(name.toLowerCase()) && !known.hasName(name));
  return missing.length > 0 && known.hasLiteral(text) ? [] : missing;
};

type Token = { readonly token: string; readonly unknown: readonly string[] };

/** The code-styled tokens of a part, and the words that are written like one, with what of them is unknown to the source. */
const tokensOf = (part: Part, evidence: Evidence): readonly Token[] => {
  const known = knownOf(evidence);
  const text = spoken(part.prose);
  const words = (text.match(inProse) ?? []).filter((word) => !products.test(word));
  return [
    ...codeIn(part.prose).map((token) => ({ token, unknown: unknownInCode(token, known) })),
    ...(text.match(placeInProse) ?? []).map((token) => ({ token, unknown: unknownInCode(token, known) })),
    ...(text.match(callInProse) ?? []).map((token) => ({ token, unknown: unknownInCode(token, known) })),
    ...words.map((token) => ({ token, unknown: known.hasName(token) ? [] : [token] })),
    ...part.identifiers.map((token) => ({ token, unknown: unknownInCode(token, known) })),
  ];
};

const messages = (tokens: readonly Token[]): readonly string[] =>
  [...new Set(tokens.flatMap(({ unknown }) => unknown))].map((name) => `${name} is not in the source`);

const faults = (part: Part, evidence: Evidence): readonly string[] => messages(tokensOf(part, evidence));

/** Facts' own rows are held against the facts: entities-match, endpoints-match. */
const isOwnWord = ({ kind }: Part): boolean => kind !== 'entity' && kind !== 'endpoint';

const judgedParts = ({ document, ...evidence }: Evidence & { readonly document: SpecDocument }) =>
  partsOf(document)
    .filter(isOwnWord)
    .map((part) => ({ part, tokens: tokensOf(part, evidence) }));

/** The share of the names that the source holds; 0 where nothing is named. */
export const existing = (document: SpecDocument, { source, texts }: Evidence): number => {
  const tokens = judgedParts({ document, source, texts }).flatMap((each) => each.tokens);
  return tokens.length === 0 ? 0 : tokens.filter(({ unknown }) => unknown.length === 0).length / tokens.length;
};

export const identifiersExist: PartCheck = {
  id: 'identifiers-exist',
  title: 'Every name that is set as code is in the source',
  weight: 8,
  faults,
  judge({ document, source, texts }) {
    const judged = judgedParts({ document, source, texts });
    const tokens = judged.flatMap((each) => each.tokens);
    return {
      score: shareOf(tokens.length, tokens.filter(({ unknown }) => unknown.length > 0).length),
      findings: judged.flatMap(({ part: { where, address }, tokens: own }) => {
        const found = messages(own);
        return found.length === 0 ? [] : [{ where, message: found.join('; '), statement: address }];
      }),
    };
  },
};
