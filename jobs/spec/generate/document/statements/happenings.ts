import type { Prose } from '#schemas/spec/document.ts';
import type { ExternalCall, Message, ScheduledJob } from '#schemas/spec/facts.ts';
import { docPhrase, namePhrase, passive, say, type VerbPhrase } from '../english/phrase.ts';
import { figure, nameWords } from '../english/words.ts';
import { joined, prose, textOf } from '../prose.ts';
import { type Draft, draftOf, type FeatureWriting, namesIn } from '../writing.ts';
import { endpointPhrase } from './endpoints.ts';

/** What a symbol does for whoever calls it. */
const phraseOf = (id: string | undefined, writing: FeatureWriting): VerbPhrase | undefined => {
  const { evidence } = writing;
  const symbol = evidence.symbolOf(id);
  const endpoint = id === undefined ? undefined : writing.endpointsOf.get(id)?.[0];
  if (endpoint) return endpointPhrase(endpoint, writing);
  const container = evidence.containerOf(symbol);
  return symbol && (namePhrase({ name: symbol.name, container }) ?? docPhrase(symbol.doc));
};

/** What a symbol asks others to do by a command: SetPaidOrderStatusCommand. */
const commandedPhrase = (id: string | undefined, { evidence }: FeatureWriting): VerbPhrase | undefined => {
  if (id === undefined) return undefined;
  for (const { to } of evidence.referencesOf(id)) {
    const name = evidence.symbolOf(to);
    const commanded = name && [name.name, evidence.containerOf(name)].find((each) => /.Command$/.test(each ?? ''));
    const phrase = commanded && namePhrase({ name: commanded.replace(/Command$/, '') });
    if (phrase) return phrase;
  }
  return undefined;
};

/** What a symbol calls first that has a name that says what it does: of itself, or of what stands in it. */
const calledPhrase = (id: string | undefined, { evidence }: FeatureWriting): VerbPhrase | undefined => {
  if (id === undefined) return undefined;
  const own = [id, ...evidence.membersOf(id)].flatMap((each) => evidence.referencesOf(each));
  for (const { to, kind } of own) {
    if (kind !== 'calls') continue;
    const called = evidence.symbolOf(to);
    const phrase =
      called && (docPhrase(called.doc) ?? namePhrase({ name: called.name, container: evidence.containerOf(called) }));
    if (phrase && !/^(?:return|show|list|log|add|create)$/.test(phrase.verb)) return phrase;
  }
  return undefined;
};

/** When 300 seconds have passed since the last run, the Orders module shall expire orders that nobody paid within a day. */
export const jobDraft = (job: ScheduledJob, fit: number, writing: FeatureWriting): Draft[] => {
  const { module, evidence } = writing;
  const symbol = evidence.symbolOf(job.symbol);
  const core = job.name.split('.').at(-1) ?? job.name;
  const phrase =
    docPhrase(job.doc) ??
    docPhrase(symbol?.doc) ??
    docPhrase(evidence.symbolOf(symbol?.container)?.doc) ??
    namePhrase({ name: core.replace(/(?:Job|Task|Worker|Service|BackgroundService|Scheduler)$/, '') }) ??
    (symbol && namePhrase({ name: symbol.name, container: evidence.containerOf(symbol) })) ??
    calledPhrase(job.symbol, writing);
  const { seconds, schedule, name } = job;
  const trigger: Prose =
    seconds !== undefined
      ? prose(`When ${figure(seconds)} ${seconds === 1 ? 'second has' : 'seconds have'} passed since the last run, `)
      : schedule !== undefined && schedule.length <= 60
        ? prose('When the schedule {} falls due, ', schedule)
        : phrase
          ? prose(`While the ${module} runs, `)
          : prose('When the schedule of {} falls due, ', name);
  const what = phrase ? prose(say(phrase)) : prose('run {}', name);
  return draftOf(
    {
      pattern: textOf(trigger).startsWith('While') ? 'state' : 'event',
      statement: joined([trigger, `the ${module} shall `, what, '.']),
      spans: [job.span, ...(symbol && symbol.span.path !== job.span.path ? [symbol.span] : [])],
      names: [...namesIn(name), ...namesIn(symbol?.name)],
      label: phrase && !evidence.shows(say(phrase), [symbol?.span ?? job.span]) ? 'inferred' : 'confirmed',
      worth: 0.55 + 0.4 * fit,
    },
    writing,
  );
};

const longest = 80;
const sayableName = (name: string): boolean => name.length <= longest;

/** When an order has been placed, the Orders module shall publish the message `OrderPlacedEvent`. */
const published = (message: Message, fit: number, writing: FeatureWriting): Draft[] => {
  const phrase = phraseOf(message.symbol, writing);
  const happened = phrase && passive(phrase);
  const cause = writing.facts.messages.find(
    (other) => other.direction === 'consumes' && other.symbol === message.symbol && other.symbol !== undefined,
  );
  const when = cause
    ? 'When the message {} arrives, '
    : happened
      ? `When ${happened}, `
      : phrase
        ? `When a client asks to ${say(phrase)}, `
        : undefined;
  const where =
    message.channel && message.channel !== message.name && sayableName(message.channel) ? message.channel : undefined;
  return draftOf(
    {
      pattern: when ? 'event' : 'ubiquitous',
      statement: prose(
        `${when ? `${when}the` : 'The'} ${writing.module} shall publish the message {}${where ? ' on {}' : ''}.`,
        ...(cause ? [cause.name] : []),
        message.name,
        ...(where ? [where] : []),
      ),
      spans: [message.span],
      names: namesIn(message.name),
      label: 'confirmed',
      worth: 0.5 + 0.35 * fit,
    },
    writing,
  );
};

const consumed = (message: Message, fit: number, writing: FeatureWriting): Draft[] => {
  const { evidence, module } = writing;
  const symbol = evidence.symbolOf(message.symbol);
  const phrase =
    docPhrase(message.doc) ??
    docPhrase(symbol?.doc) ??
    docPhrase(evidence.symbolOf(symbol?.container)?.doc) ??
    phraseOf(message.symbol, writing);
  const own = new Set(nameWords(message.name));
  const echo = phrase && nameWords(say(phrase)).every((word) => own.has(word) || /^(?:the|an?|process)$/.test(word));
  const useful =
    phrase && !echo ? phrase : (commandedPhrase(message.symbol, writing) ?? calledPhrase(message.symbol, writing));
  const isCause =
    message.symbol !== undefined &&
    writing.facts.messages.some(
      ({ direction, symbol: other }) => direction === 'publishes' && other === message.symbol,
    );
  if (!useful && isCause) return [];
  const where =
    message.channel && message.channel !== message.name && sayableName(message.channel) ? message.channel : undefined;
  return draftOf(
    {
      pattern: 'event',
      statement: joined([
        prose(
          `When the message {} arrives${where ? ' on {}' : ''}, the ${module} shall `,
          message.name,
          ...(where ? [where] : []),
        ),
        useful ? say(useful) : 'process the content of the message',
        '.',
      ]),
      spans: [message.span],
      names: [...namesIn(message.name), ...namesIn(symbol?.name)],
      label: useful && !evidence.shows(say(useful), [symbol?.span ?? message.span]) ? 'inferred' : 'confirmed',
      worth: (useful ? 0.55 : 0.15) + 0.35 * fit,
    },
    writing,
  );
};

export const messageDraft = (message: Message, fit: number, writing: FeatureWriting): Draft[] =>
  sayableName(message.name) &&
  !/^(?:Integration|Domain)?(?:Event|Message|Notification|Command)$|^T[A-Z]?\w?$/.test(message.name)
    ? (message.direction === 'publishes' ? published : consumed)(message, fit, writing)
    : [];

const told: Readonly<Partial<Record<ExternalCall['kind'], string>>> = {
  http: 'call {} over HTTP',
  email: 'send an email through {}',
  storage: 'use the storage {}',
  queue: 'send to the queue {}',
};

/** When an order has been placed, the Orders module shall send an email through `SmtpClient`. */
export const callDrafts = (
  calls: readonly { readonly call: ExternalCall; readonly fit: number }[],
  writing: FeatureWriting,
): Draft[] =>
  [...Map.groupBy(calls, ({ call }) => `${call.kind} ${call.target}`).values()].flatMap((group) => {
    const [first] = group;
    const what = first && told[first.call.kind];
    if (!first || !what || !sayableName(first.call.target)) return [];
    const isOwn = writing.evidence.containerOf(writing.evidence.symbolOf(first.call.symbol)) === first.call.target;
    const phrase = isOwn ? undefined : phraseOf(first.call.symbol, writing);
    const when =
      phrase && !/^(?:send|return|list|show|process)\b/.test(phrase.verb)
        ? `When a client asks to ${say(phrase)}, the`
        : 'The';
    return draftOf(
      {
        pattern: when === 'The' ? 'ubiquitous' : 'event',
        statement: prose(`${when} ${writing.module} shall ${what}.`, first.call.target),
        spans: group.map(({ call }) => call.span),
        names: [...namesIn(first.call.target), ...namesIn(writing.evidence.symbolOf(first.call.symbol)?.name)],
        label: 'confirmed',
        worth: 0.3 + 0.25 * first.fit,
      },
      writing,
    );
  });
