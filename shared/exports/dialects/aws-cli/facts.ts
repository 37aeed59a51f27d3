import { isObject, type JsonValue } from '#schemas/json.ts';
import { parseArn } from '../../../cloudformation/arn.ts';
import { valuesOf } from './row.ts';

/** Where a resource is and whose it is, as far as its names and its own fields say. */
export type Facts = { readonly region?: string; readonly account?: string };

const accountKeys = ['OwnerId', 'Owner', 'AWSAccountId', 'registryId'];
const zone = /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/;

const regionOfZone = (item: JsonValue): string | undefined => {
  const [name] = isObject(item) ? valuesOf(item, 'AvailabilityZone') : [];
  return name === undefined ? undefined : zone.exec(name)?.[1];
};

export const factsOf = (identifiers: readonly string[], item: JsonValue): Facts => {
  const arns = identifiers.map(parseArn).filter((arn) => arn !== undefined);
  const region = arns.find((arn) => arn.region !== '')?.region ?? regionOfZone(item);
  const accounts = isObject(item) ? valuesOf(item, ...accountKeys).filter((id) => /^\d{12}$/.test(id)) : [];
  const account = arns.find((arn) => /^\d{12}$/.test(arn.account))?.account ?? accounts[0];
  return { ...(region ? { region } : {}), ...(account ? { account } : {}) };
};
