import { counted } from '#shared/message/layout.ts';
import type { Examined, Finding } from './check.ts';
import { refusal } from './refusal.ts';
import { ofType, type Resource, type Stage } from './stage.ts';

/** How many are looked at in one moment: the services' quotas for reading are low. */
const parallel = 5;

/** A name as people know it: the end of an ARN or URL. */
export const nameOf = ({ physicalId }: Pick<Resource, 'physicalId'>): string =>
  physicalId.slice(Math.max(physicalId.lastIndexOf('/'), physicalId.lastIndexOf(':')) + 1);

const inGroups = async <Item, Value>(
  items: readonly Item[],
  look: (item: Item) => Promise<Value>,
): Promise<Value[]> => {
  const values: Value[] = [];
  for (let at = 0; at < items.length; at += parallel)
    values.push(...(await Promise.all(items.slice(at, at + parallel).map(look))));
  return values;
};

/** Looks at each resource of a type. One that is gone, or may not be looked at, is told as that; the others are looked at all the same. */
export const eachOf = async (
  stage: Stage,
  {
    type,
    noun,
    where = () => true,
  }: { readonly type: string; readonly noun: string; readonly where?: (resource: Resource) => boolean },
  look: (resource: Resource) => Promise<readonly Finding[]>,
): Promise<Examined> => {
  const resources = ofType(stage, type).filter(where);
  const findings = await inGroups(resources, (resource) =>
    look(resource).catch((error: unknown) => [refusal(`${noun} ${nameOf(resource)}`, error)]),
  );
  return { looked: counted(resources.length, noun), findings: findings.flat() };
};
