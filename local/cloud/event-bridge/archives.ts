import type { JsonObject } from '#schemas/json.ts';
import { arn, type Place } from '../place.ts';
import type { Event } from './event.ts';
import { eventPattern } from './pattern.ts';
import { RequestError } from './put-events.ts';

/** What is kept of a bus: events that match the pattern, or all. */
export type Archive = { readonly name: string; readonly bus: string; readonly pattern?: JsonObject };

/** Times are seconds since 1970. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html */
export type ReplayRequest = {
  readonly ReplayName: string;
  readonly EventSourceArn: string;
  readonly EventStartTime: number;
  readonly EventEndTime: number;
  readonly Destination: { readonly Arn: string; readonly FilterArns?: readonly string[] | undefined };
};

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeReplay.html */
export type ReplayDescription = ReplayRequest & {
  readonly ReplayArn: string;
  readonly State: 'COMPLETED';
  readonly EventLastReplayedTime?: number;
  readonly ReplayStartTime: number;
  readonly ReplayEndTime: number;
};

export type Archives = {
  add(archive: Archive): void;
  /** Keeps an event that is put on a bus, if an archive of that bus wants it. */
  keep(event: Event, bus: string): void;
  describe(name: string): JsonObject;
  /** Everything is delivered at once, and not by the minute as on AWS. Throws a `RequestError` for what AWS refuses. */
  start(request: ReplayRequest): ReplayDescription;
  describeReplay(name: string): ReplayDescription;
};

type Kept = Archive & { readonly matches: (event: Event) => boolean; readonly events: Event[] };

/** Hands a replayed event to the rules of a bus: to these, or to all. */
export type Redeliver = (event: Event, bus: string, ruleArns: readonly string[] | undefined) => void;

/** In memory the newest so many are kept; AWS keeps all for as many days as the archive says. */
const mostKept = 10_000;

const seconds = (date: Date): number => date.getTime() / 1000;
const timeOf = ({ time }: Event): number => Date.parse(time) / 1000;

export const createArchives = (place: Place, redeliver: Redeliver): Archives => {
  const archives = new Map<string, Kept>();
  const replays = new Map<string, ReplayDescription>();
  const arnOf = (name: string) => arn(place, 'events', `archive/${name}`);
  const busArn = (bus: string) => arn(place, 'events', `event-bus/${bus}`);

  const archiveAt = (source: string): Kept => {
    const found = [...archives.values()].find(({ name }) => arnOf(name) === source);
    if (found) return found;
    throw new RequestError('ResourceNotFoundException', `Archive ${source} does not exist.`);
  };

  const check = ({ ReplayName, EventStartTime, EventEndTime, Destination }: ReplayRequest, { bus }: Kept): void => {
    if (replays.has(ReplayName))
      throw new RequestError('ResourceAlreadyExistsException', `Replay ${ReplayName} already exists.`);
    if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(ReplayName))
      throw new RequestError('ValidationException', `ReplayName ${ReplayName} is not valid.`);
    if (EventStartTime >= EventEndTime)
      throw new RequestError('ValidationException', 'EventStartTime must be before EventEndTime.');
    if (Destination.Arn !== busArn(bus))
      throw new RequestError('ValidationException', 'Destination must be the event bus of the archive.');
  };

  return {
    add: (archive) => {
      const matches = archive.pattern === undefined ? () => true : eventPattern(archive.pattern);
      archives.set(archive.name, { ...archive, matches, events: [] });
    },
    keep: (event, bus) => {
      for (const { events } of [...archives.values()].filter((each) => each.bus === bus && each.matches(event))) {
        events.push(event);
        if (events.length > mostKept) events.shift();
      }
    },
    describe: (name) => {
      const { bus, events } = archiveAt(arnOf(name));
      const EventSourceArn = busArn(bus);
      return {
        ArchiveArn: arnOf(name),
        ArchiveName: name,
        EventSourceArn,
        State: 'ENABLED',
        EventCount: events.length,
      };
    },
    start: (request) => {
      const archive = archiveAt(request.EventSourceArn);
      check(request, archive);
      const { ReplayName, EventStartTime, EventEndTime, Destination } = request;
      const due = archive.events
        .filter((event) => timeOf(event) >= EventStartTime && timeOf(event) <= EventEndTime)
        .toSorted((a, b) => timeOf(a) - timeOf(b));
      const now = seconds(new Date());
      for (const event of due) redeliver({ ...event, 'replay-name': ReplayName }, archive.bus, Destination.FilterArns);
      const last = due.at(-1);
      const replay = {
        ...request,
        ReplayArn: arn(place, 'events', `replay/${ReplayName}`),
        State: 'COMPLETED' as const,
        ...(last && { EventLastReplayedTime: timeOf(last) }),
        ReplayStartTime: now,
        ReplayEndTime: now,
      };
      replays.set(ReplayName, replay);
      return replay;
    },
    describeReplay: (name) => {
      const replay = replays.get(name);
      if (replay) return replay;
      throw new RequestError('ResourceNotFoundException', `Replay ${name} does not exist.`);
    },
  };
};
