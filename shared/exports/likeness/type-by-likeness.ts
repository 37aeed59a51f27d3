import type { JsonObject } from '#schemas/json.ts';
import { type Arn, parseArn } from '../../cloudformation/arn.ts';
import { loadRegistry } from '../../cloudformation/registry.ts';
import { normal, singular } from '../../cloudformation/words.ts';
import { indexTraits, type Traits, type TraitsIndex, withoutOwner } from './traits.ts';

let index: TraitsIndex | undefined;

/** Made when something unknown is first met: most drops never need it. */
const traitsIndex = (): TraitsIndex => {
  index ??= indexTraits(loadRegistry());
  return index;
};

/** What everything has, whatever it is: when, whose and how it is. */
const ubiquitous =
  /^(tag|tagset|taglist|owner|ownerid|owneraccount|awsaccountid|accountid|region|version|etag|requestid|revisionid|warning|id|arn|name|description|(.*)(status|state|reason|at|time|date|timestamp|created|modified|updated|createdby))$/;

const shapeWords =
  /(summary|summarie|identifier|configuration|config|specification|description|setting|detail|list|set|info|information|propertie|property|response|item|metadata|type|data)$/;

const bare = (noun: string): string => {
  const shorter = singular(noun.replace(shapeWords, ''));
  return shorter === '' || shorter === noun ? noun : bare(shorter);
};

/** What a key may call the things under it: ClusterInfoList -> clusterinfolist, cluster. */
const nounsOf = (called: string): readonly string[] => {
  const noun = singular(normal(called));
  return noun === '' || noun === 'item' ? [] : [...new Set([noun, bare(noun)])];
};

type Likely = { readonly type: string; readonly score: number };

type Item = {
  readonly nouns: readonly string[];
  /** Keys in normal form, those that tell something. */
  readonly telling: readonly string[];
  readonly handles: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
  /** Its ARNs by whose they are, as their keys say: '' of the item itself. */
  readonly arns: readonly { readonly of: string; readonly arn: Arn }[];
};

const handle = /(arn|id|name|identifier)$/;

const itemOf = (called: string, value: JsonObject): Item => {
  const keys = Object.keys(value).map(normal);
  const arns = Object.entries(value).flatMap(([key, each]) => {
    const arn = parseArn(each);
    const [, of] = /^(.*)arn$/.exec(normal(key)) ?? [];
    return arn && of !== undefined ? [{ of: singular(of), arn }] : [];
  });
  return {
    nouns: nounsOf(called),
    keys: new Set(keys.map(singular)),
    telling: keys.filter((key) => !ubiquitous.test(singular(key))),
    handles: new Set(keys.filter((key) => handle.test(key)).map((key) => key.replace(handle, ''))),
    arns,
  };
};

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const isOwn = (of: string, { noun }: Traits): boolean =>
  of === '' || of === noun || (of.length > 2 && noun.endsWith(of));

const segmentsOf = ({ resource }: Arn): readonly string[] =>
  resource.split(/[/:]/).map((each) => singular(normal(each)));

/** What an ARN says of a type that it may be the ARN of: 7 for the very shape that the registry tells, and far less than nothing for another service's. */
const fitOfArn = (arn: Arn, traits: Traits, { namespacesOf, namespaces }: TraitsIndex): number => {
  const service = normal(arn.service);
  const owners = namespacesOf.get(arn.service) ?? (namespaces.has(service) ? new Set([service]) : undefined);
  const isNamed = segmentsOf(arn).includes(traits.noun);
  if (!owners) return traits.arn ? foreign : Number(isNamed) * 3;
  if (!owners.has(traits.namespace)) return foreign;
  if (traits.arn?.test(arn.resource)) return 7;
  if (isNamed) return traits.arn ? 3 : 6;
  return traits.arn ? -3 : 1;
};

const foreign = -20;

/** Its own ARN alone counts, if a key says so; else the one that is called as the type is. */
const arnScore = ({ arns }: Item, traits: Traits, known: TraitsIndex): number => {
  const plain = arns.filter(({ of }) => of === '');
  const scores = (plain.length > 0 ? plain : arns)
    .filter(({ of }) => isOwn(of, traits))
    .map(({ of, arn }) => Math.max(fitOfArn(arn, traits, known), of === '' || of === traits.noun ? foreign : 0));
  return scores.length === 0 ? 0 : Math.max(...scores);
};

const nounScore = ({ nouns }: Item, { noun, namespace }: Traits): number => {
  if (nouns.some((each) => each === noun || each === namespace + noun)) return 4;
  const alike = nouns.some(
    (each) => each.length > 3 && noun.length > 3 && (each.endsWith(noun) || noun.endsWith(each)),
  );
  return alike ? 2 : 0;
};

type Scored = { readonly traits: Traits; readonly score: number; readonly isTold: boolean };

const scored = (item: Item, traits: Traits, known: TraitsIndex): Scored => {
  const has = (form: string) => item.keys.has(form) || item.keys.has(traits.noun + form);
  const matched = item.telling.filter((key) => traits.names.has(singular(withoutOwner(key, traits.noun))));
  const overlap = share(matched.length, item.telling.length);
  const covered =
    traits.required.length === 0 ? 0.4 : share(traits.required.filter(has).length, traits.required.length);
  const arn = arnScore(item, traits, known);
  const noun = nounScore(item, traits);
  const isUnique = noun === 4 && traits.noun.length >= 10 && known.byNoun.get(traits.noun)?.length === 1;
  const named = item.handles.has(traits.noun) ? 2 : 0;
  const isCalledOtherwise = item.nouns.length > 0 && noun === 0;
  const isAlike = overlap >= (isCalledOtherwise ? 0.7 : 0.5) && matched.length > (noun === 4 && covered === 1 ? 0 : 1);
  const isItsOwn = arn >= 6 && item.arns.some(({ of }) => of === '');
  const isFull = overlap >= 0.75 && matched.length >= 4 && covered === 1 && traits.required.length > 0;
  return {
    traits,
    score: arn + noun + named + (isUnique ? 3 : 0) + 4 * overlap + 2 * covered,
    isTold:
      isItsOwn ||
      isFull ||
      (isUnique && arn >= 0) ||
      (arn > 0 && noun > 0) ||
      (isAlike && (arn > 0 || named > 0 || (noun === 4 && covered >= 0.5) || (noun > 0 && overlap >= 0.6))),
  };
};

const byOverlap = ({ telling }: Item, { byName }: TraitsIndex): readonly Traits[] => {
  const counts = new Map<Traits, number>();
  for (const key of telling) {
    for (const traits of byName.get(singular(key)) ?? []) counts.set(traits, (counts.get(traits) ?? 0) + 1);
  }
  const enough = Math.max(3, 0.6 * telling.length);
  return [...counts].filter(([, count]) => count >= enough).map(([traits]) => traits);
};

const byArn = ({ arns }: Item, { all, namespacesOf }: TraitsIndex): readonly Traits[] => {
  const namespaces = new Set(arns.flatMap(({ arn }) => [...(namespacesOf.get(arn.service) ?? [normal(arn.service)])]));
  return namespaces.size === 0 ? [] : all.filter(({ namespace }) => namespaces.has(namespace));
};

const candidatesFor = (item: Item, known: TraitsIndex): ReadonlySet<Traits> =>
  new Set([
    ...item.nouns.flatMap((noun) => known.byNoun.get(noun) ?? []),
    ...[...item.handles].flatMap((noun) => known.byNoun.get(noun) ?? []),
    ...known.all.filter(({ noun, namespace }) => item.nouns.includes(namespace + noun)),
    ...byArn(item, known),
    ...byOverlap(item, known),
  ]);

/** Less than this is no likeness, and a lead of less than that over the next best no certainty. */
const threshold = 6;
const lead = 0.4;

const found = (called: string, value: JsonObject, hint: string): Likely | undefined => {
  const known = traitsIndex();
  const item = itemOf(called, value);
  if (item.keys.size === 0) return undefined;
  const ranked = [...candidatesFor(item, known)]
    .map((traits) => scored(item, traits, known))
    .filter(({ score, isTold }) => isTold && score >= threshold)
    .sort((one, other) => other.score - one.score);
  const [best] = ranked;
  if (!best) return undefined;
  const within = (distance: number) => ranked.filter(({ score }) => best.score - score < distance);
  const isHinted = ({ traits }: Scored) => normal(hint).includes(traits.namespace);
  const equals = within(lead);
  const [only, ...others] = equals.length > 1 ? within(5 * lead).filter(isHinted) : equals;
  return only && others.length === 0 ? { type: only.traits.type, score: only.score } : undefined;
};

/** The things of a long list have the same keys: what is known of one is known of all. */
const answers = new Map<string, Likely | undefined>();
const answersLimit = 5_000;

/** An ARN without the names in it, as far as names have digits. */
const kindOf = ({ service, resource }: Arn): string =>
  [service, ...resource.split(/[/:]/).filter((segment) => !/\d/.test(segment))].join(':');

const likenessOf = (called: string, value: JsonObject, hint: string): string => {
  const arns = Object.values(value).flatMap((each) => parseArn(each) ?? []);
  return JSON.stringify([called, hint, Object.keys(value), arns.map(kindOf)]);
};

/**
 * The resource type that an item is, by the names of its keys, its own ARN and what it was called where it was found ('' if it is the
 * whole output); undefined if none is like it, or several are. `hint` is a text that may name the service, such as the file's path: it
 * decides between equals and nothing else.
 */
export const typeByLikeness = (called: string, value: JsonObject, hint = ''): Likely | undefined => {
  const key = likenessOf(called, value, hint);
  if (answers.has(key)) return answers.get(key);
  if (answers.size >= answersLimit) answers.clear();
  const answer = found(called, value, hint);
  answers.set(key, answer);
  return answer;
};
