/** Data residency: what no role may do in any other region, whatever else its policy allows. Off unless dataRegions names regions. */
import { scanActions } from '../jobs/inventory/collect/sources/actions.ts';
import { listOf, refuse } from './read-param.js';

const region = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** The stage's own region and those that are named; none if no region is named: then there is no bound. */
export const allowedRegions = async ({ resolveVariable }) => {
  const named = listOf(await resolveVariable('param:dataRegions'));
  const wrong = named.find((name) => !region.test(name));
  if (wrong) throw refuse(`dataRegions holds what is no region: ${wrong}`);
  return named.length === 0 ? [] : [{ Ref: 'AWS::Region' }, ...named];
};

/** A scan reads what there is in other regions, and brings it here: it takes nothing out. Organizations answers in one region only. */
const scan = [
  ...Object.entries(scanActions).flatMap(([service, actions]) => actions.map((action) => `${service}:${action}`)),
  'organizations:ListAccounts',
];

/**
 * The statement of a role. A model behind a geography may answer in any of its regions: all of them have to be named, or it is refused.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
export const staysIn = (regions, name) =>
  regions.length === 0
    ? []
    : [
        {
          Sid: 'StayInRegions',
          Effect: 'Deny',
          ...(name === 'collector' ? { NotAction: scan } : { Action: '*' }),
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } },
        },
      ];
