import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type {
  BatchGetCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type Condition, conditionOf } from './dynamo/condition.ts';
import { indexOf } from './dynamo/index-of.ts';
import type { Given, Item } from './dynamo/operand.ts';
import { type Update, updateOf } from './dynamo/update.ts';
import type { Operations, World } from './world.ts';

/** Hears of every write that took place. */
export type OnWrite = (key: string, before: Item | undefined, after: Item, who: string) => void;

export type Table = {
  readonly operations: Operations;
  readonly items: ReadonlyMap<string, Item>;
};

/** Each text is parsed once: the stores have a few dozen. */
const remembered = <Value>(parse: (text: string) => Value) => {
  const known = new Map<string, Value>();
  return (text: string): Value => {
    const value = known.get(text) ?? parse(text);
    known.set(text, value);
    return value;
  };
};

const condition: (text: string) => Condition = remembered(conditionOf);
const update: (text: string) => Update = remembered(updateOf);

type Expressions = {
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
};

/** DynamoDB refuses placeholders that no expression uses. */
const givenIn = (
  { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: Expressions,
  ...texts: readonly (string | undefined)[]
): Given => {
  const used = new Set(texts.join(' ').match(/[#:]\w+/g));
  const unused = [...Object.keys(names), ...Object.keys(values)].filter((each) => !used.has(each));
  if (unused.length > 0) throw new Error(`ValidationException: ${unused.join(', ')} in no expression`);
  return { names, values };
};

/** A copy without what is undefined, as the document client sends it. */
const sent = <Value>(value: Value): Value => {
  if (Array.isArray(value)) return value.map(sent) as Value;
  if (value instanceof Set || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [name, sent(each)])) as Value;
};

const failedCheck = () =>
  new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

/** Sets and lists are not compared as keys are. */
const byText = (name: string) => (a: Item, b: Item) => (String(a[name]) < String(b[name]) ? -1 : 1);

/** A page holds few items, so that what reads more than one page is put to the test. */
const pageSize = 4;

/** The jobs table with StatusIndex, in memory. Its grammar is what the stores send: anything else throws. */
export const table = ({ time, chance, faults }: World, onWrite: OnWrite): Table => {
  const items = new Map<string, Item>();
  const statusIndex = indexOf();

  const write = (key: string, after: Item, who: string): void => {
    const before = items.get(key);
    onWrite(key, before, after, who);
    items.set(key, after);
    const lag = faults.strikes('index behind', key) ? chance.between(1_000, 45_000) : chance.between(0, 200);
    statusIndex.written(key, after, time.now + lag);
  };

  const keyOf = (key: Item | undefined): string => String(key?.jobId);

  return {
    items,
    operations: {
      Get({ Key, ConsistentRead }: GetCommandInput) {
        if (!ConsistentRead) throw new Error('The stores read consistently');
        const Item = items.get(keyOf(Key));
        return Item ? { Item } : {};
      },
      Put({ Item: given, ConditionExpression, ...rest }: PutCommandInput, who) {
        const item = sent(given ?? {});
        const values = givenIn(rest, ConditionExpression);
        const before = items.get(keyOf(item)) ?? {};
        if (ConditionExpression && !condition(ConditionExpression)(before, values)) throw failedCheck();
        write(keyOf(item), item, who);
        return {};
      },
      Update({ Key, UpdateExpression = '', ConditionExpression, ...rest }: UpdateCommandInput, who) {
        const values = sent(givenIn(rest, UpdateExpression, ConditionExpression));
        const before = items.get(keyOf(Key)) ?? {};
        if (ConditionExpression && !condition(ConditionExpression)(before, values)) throw failedCheck();
        write(keyOf(Key), update(UpdateExpression)({ ...before, ...Key }, values), who);
        return {};
      },
      Query({ KeyConditionExpression = '', FilterExpression, ExclusiveStartKey, ...rest }: QueryCommandInput) {
        if (rest.IndexName !== 'StatusIndex') throw new Error(`No index ${rest.IndexName} is simulated`);
        const values = givenIn(rest, KeyConditionExpression, FilterExpression);
        const [isAsked, isWanted] = [
          condition(KeyConditionExpression),
          FilterExpression && condition(FilterExpression),
        ];
        const found = [...statusIndex.shown(time.now)]
          .filter((item) => isAsked(item, values))
          .sort(byText('jobId'))
          .sort(byText('updatedAt'));
        const start = ExclusiveStartKey ? found.findIndex(({ jobId }) => jobId === ExclusiveStartKey.jobId) + 1 : 0;
        const page = found.slice(start, start + pageSize);
        const last = page.at(-1);
        const isMore = start + pageSize < found.length;
        return {
          Items: page.filter((item) => !isWanted || isWanted(item, values)),
          ...(isMore && last && { LastEvaluatedKey: { jobId: last.jobId } }),
        };
      },
      BatchGet({ RequestItems = {} }: BatchGetCommandInput) {
        const [[name, { Keys = [] }] = ['', { Keys: [] }]] = Object.entries(RequestItems);
        const cut = Keys.length > 1 && faults.strikes('batch read in part', name) ? 1 : Keys.length;
        const found = Keys.slice(0, cut).flatMap((key) => items.get(keyOf(key)) ?? []);
        const left = Keys.slice(cut);
        return {
          Responses: { [name]: found },
          UnprocessedKeys: left.length > 0 ? { [name]: { Keys: left } } : {},
        };
      },
    },
  };
};
