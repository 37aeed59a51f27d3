import { parseArn } from '#shared/cloudformation/arn.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Placed } from '../assembly/placed.ts';
import { type OwnName, ownName } from './own-name.ts';

/** A name with how the resource's ARN holds it: after what service and what prefix. */
export type KnownName = {
  readonly placed: Placed;
  readonly own: OwnName;
  readonly service?: string;
  /** What stands before the name in the ARN's resource part: `table/`, `role/shop/`, nothing. */
  readonly prefix: string;
  /** The name as the ARN has it. */
  readonly inArn: string;
};

const resourcePart = (template: string): string => template.split(':').slice(5).join(':');

/** The name of an SSM parameter begins with a slash that its ARN has once: …:parameter/shop/url. */
const split = (part: string, name: string): { prefix: string; inArn: string } | undefined => {
  const at = part.lastIndexOf(name);
  return at < 0 ? undefined : { prefix: part.slice(0, at), inArn: name };
};

const arnOf = (placed: Placed, own: OwnName, registry: Registry): Omit<KnownName, 'placed' | 'own'> => {
  const { mapped } = placed;
  const known = [mapped.returns.Arn, mapped.ref, ...Object.values(mapped.returns)]
    .map((each) => parseArn(each ?? ''))
    .find((each) => each !== undefined);
  const found = known && split(known.resource, own.value);
  if (known && found) return { service: known.service, ...found };
  const template = registry.type(mapped.type)?.arnTemplate;
  if (template === undefined) return { prefix: '', inArn: own.value };
  const [prefix = ''] = resourcePart(template).split('${');
  const slashed = prefix.endsWith('/') && own.value.startsWith('/');
  return { service: template.split(':')[2] ?? '', prefix: slashed ? prefix.slice(0, -1) : prefix, inArn: own.value };
};

/** The physical names of the resources, as far as they have one. */
export const knownNames = (resources: readonly Placed[], registry: Registry): KnownName[] =>
  resources.flatMap((placed) => {
    const own = ownName(placed, registry);
    return own ? [{ placed, own, ...arnOf(placed, own, registry) }] : [];
  });
