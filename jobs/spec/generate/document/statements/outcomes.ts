import type { Prose } from '#schemas/spec/document.ts';
import type { Outcome } from '#schemas/spec/facts.ts';
import { termsOf } from '../../rank/terms.ts';
import { quotable } from '../english/clean.ts';
import { conditionInWords } from '../english/condition.ts';
import { docPhrase, namePhrase, say } from '../english/phrase.ts';
import { joined, prose, textOf } from '../prose.ts';
import { type Draft, draftOf, type FeatureWriting, namesIn } from '../writing.ts';
import { endpointPhrase } from './endpoints.ts';

/** https://www.iana.org/assignments/http-status-codes */
const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  423: 'Locked',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

const withReason = (status: number): string => (reasons[status] ? `${status} (${reasons[status]})` : `${status}`);

/** A message in which placeholders stand for what is only known when it is shown. */
export const shownMessage = (message: string | undefined): string | undefined => {
  const text = quotable(message?.replace(/\$?\{[^{}]*\}|%[sdvq]/g, '\u2026'));
  return text === undefined || /^[\u2026\s\p{P}]*$/u.test(text) ? undefined : text;
};

const longestCode = 80;

const isCode = (text: string): boolean => text.length <= longestCode && !/[\r\n]/.test(text);

/** Guards against mistakes of programmers are no behaviour that a client sees. */
const isPlumbing = ({ type = '', message, condition = '', status }: Outcome): boolean =>
  status === undefined &&
  ((/^(?:Argument\w*Exception|NullPointerException|NullReferenceException|NotImplementedException|NotSupportedException|UnsupportedOperationException|AssertionError|TypeError|NotImplementedError)$/.test(
    type,
  ) &&
    (message === undefined || !/\s/.test(message))) ||
    /cancellationToken|disposed|_?logger\b/i.test(condition));

/** The languages that take what is missing for false. */
const truthy = new Set<string | undefined>(['javascript', 'typescript', 'python']);

/** What is done then. */
const effectOf = (
  { effect, status, type, message, span }: Outcome,
  { evidence }: FeatureWriting,
): Prose | undefined => {
  const isWritten = (text: string) => !/\s/.test(text) && evidence.linesOf(span).some((line) => line.includes(text));
  const said = shownMessage(message);
  const quoted = said === undefined ? '' : ` with the message \u201c${said}\u201d`;
  switch (effect) {
    case 'throws':
      if (status !== undefined)
        return prose(`reject the request with status ${withReason(status)}${quoted.replace(' with', ' and')}`);
      if (quoted !== '') return prose(`reject the operation${quoted}`);
      return type && isCode(type) ? prose('reject the operation with the error {}', type) : undefined;
    case 'responds':
      if (status !== undefined && status < 300 && quoted === '') return undefined;
      if (status === undefined) return quoted === '' ? undefined : prose(`respond${quoted}`);
      if (status === 401 || status === 403)
        return prose(`refuse the request with status ${withReason(status)}${quoted.replace(' with', ' and')}`);
      return prose(
        `${status >= 400 && status < 500 && status !== 404 ? 'reject the request' : 'respond'} with status ${withReason(status)}${quoted.replace(' with', ' and')}`,
      );
    case 'redirects': {
      const target = (type && !/^(?:Local)?Redirect/i.test(type) ? type : message)?.replace(/^redirect:/, '');
      return target && isCode(target) && isWritten(target)
        ? prose('redirect the client to {}', target)
        : prose('redirect the client to another page');
    }
    case 'returns':
      if (message && /^\/?[\w-]+\/[\w/.-]+$/.test(message) && isWritten(message))
        return prose('show the page {}', message);
      if (quoted !== '') return prose(`return the message \u201c${said}\u201d`);
      return undefined;
  }
};

/** What somebody asked for when it was decided: place an order. */
const operationOf = ({ symbol: id }: Outcome, writing: FeatureWriting): string | undefined => {
  const endpoint = writing.endpointsOf.get(id)?.[0];
  const symbol = writing.evidence.symbolOf(id);
  const container = writing.evidence.containerOf(symbol);
  const named = symbol && namePhrase({ name: symbol.name, container });
  const phrase = endpoint ? endpointPhrase(endpoint, writing) : (named ?? docPhrase(symbol?.doc));
  return phrase && say(phrase).split(',')[0];
};

type Seen = { readonly outcome: Outcome; readonly fit: number };
type Told = Seen & { readonly condition: Prose; readonly effect: Prose; readonly operation: string | undefined };

const told = ({ outcome, fit }: Seen, writing: FeatureWriting): Told[] => {
  const { condition } = outcome;
  if (condition === undefined || isPlumbing(outcome)) return [];
  const effect = effectOf(outcome, writing);
  if (!effect) return [];
  const caught = /^([\w.]+) is caught$/.exec(condition)?.[1];
  if (caught !== undefined) {
    const said = prose('the error {} occurs', caught.split('.').at(-1) ?? caught);
    return [{ outcome, fit, condition: said, effect, operation: operationOf(outcome, writing) }];
  }
  const language = writing.evidence.symbolOf(outcome.symbol)?.language;
  const words =
    condition === 'an exception is caught' ? 'an error occurs' : conditionInWords(condition, truthy.has(language));
  if (/^(?:no |an )error/.test(words ?? '') && outcome.message === undefined && outcome.status === undefined) return [];
  if (words === undefined && !isCode(condition)) return [];
  const said = words === undefined ? prose('the condition {} holds', condition) : prose(words);
  return [{ outcome, fit, condition: said, effect, operation: operationOf(outcome, writing) }];
};

const shares = (text: string, description: string): boolean => {
  const terms = new Set(termsOf(description));
  return termsOf(text).some((term) => terms.has(term));
};

/** The same under the same condition is one requirement, wherever it is decided. */
const together = (all: readonly Told[]): Told[][] => [
  ...Map.groupBy(all, ({ condition, effect }) => `${textOf(condition)}\n${textOf(effect)}`).values(),
];

/** If the order does not exist, then the Orders module shall respond with status 404 (Not Found). */
export const outcomeDrafts = (seen: readonly Seen[], writing: FeatureWriting): Draft[] => {
  const all = seen.flatMap((each) => told(each, writing));
  const effects = Map.groupBy(all, ({ condition }) => textOf(condition));
  return together(all).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { condition, effect, outcome, operation } = first;
    const ambiguous = new Set(effects.get(textOf(condition))?.map((each) => textOf(each.effect))).size > 1;
    const alone = !shares(`${textOf(condition)} ${textOf(effect)}`, writing.feature.description);
    const asked = operation !== undefined && (ambiguous || alone) ? operation : undefined;
    const start = asked === undefined ? 'If ' : `When a client asks to ${asked}, if `;
    return draftOf(
      {
        pattern: asked === undefined ? 'unwanted' : 'complex',
        statement: joined([start, condition, `, then the ${writing.module} shall `, effect, '.']),
        spans: group.map((each) => each.outcome.span),
        names: [
          ...namesIn(outcome.type),
          ...namesIn(outcome.condition),
          ...group.flatMap((each) => namesIn(writing.evidence.symbolOf(each.outcome.symbol)?.name)),
        ],
        label: 'confirmed',
        worth:
          (outcome.effect === 'redirects' ? 0.15 : 0.45) +
          0.4 * first.fit +
          (shownMessage(outcome.message) ? 0.15 : 0) -
          (condition.some(({ kind }) => kind === 'code') ? 0.25 : 0),
      },
      writing,
    );
  });
};
