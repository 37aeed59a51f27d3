/** What the nightly scan asks for, and what the collector may do for it: read, in this account and through roles in others. */
import { scanActions } from '../jobs/inventory/collect/sources/actions.ts';
import { readParameter } from './parameter-store.js';
import { isOn, listOf, refuse } from './read-param.js';

const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/.+$/;

const rolesOf = async (resolveVariable) => {
  const arns = listOf(await resolveVariable('param:inventoryRoles'));
  const wrong = arns.find((arn) => !roleArn.test(arn));
  if (wrong) throw refuse(`inventoryRoles holds what is no ARN of a role: ${wrong}`);
  return arns;
};

export const scheduleState = async ({ resolveVariable }) =>
  (await isOn('inventoryEnabled', resolveVariable)) ? 'ENABLED' : 'DISABLED';

/** The message of the schedule, in EventBridge's envelope; its detail is what schemas/inventory/options.ts takes. */
export const scheduleInput = async ({ resolveVariable }) => {
  const regions = listOf(await resolveVariable('param:inventoryRegions'));
  const externalId = String(await resolveVariable('param:inventoryExternalId'));
  const roleName = String(await resolveVariable('param:inventoryRoleName'));
  const withId = externalId === '' ? {} : { externalId };
  const detail = {
    live: true,
    ...(regions.length > 0 && { regions }),
    roles: (await rolesOf(resolveVariable)).map((arn) => ({ roleArn: arn, ...withId })),
    ...((await isOn('inventoryOrganization', resolveVariable)) && { organization: { roleName, ...withId } }),
  };
  return JSON.stringify({
    id: '<aws.scheduler.execution-id>',
    source: 'dropforge.scheduler',
    'detail-type': 'InventoryDue',
    time: '<aws.scheduler.scheduled-time>',
    detail,
  });
};

/** AWS lets no resource be named for listing what there is; what is then read is whatever was listed. */
const everything = '*';

export const statements = async ({ resolveVariable }) => {
  const roleName = await resolveVariable('param:inventoryRoleName');
  return [
    ...Object.entries(scanActions).map(([service, actions]) => ({
      Sid: `Scan${service.charAt(0).toUpperCase()}${service.slice(1).replace(/[^A-Za-z0-9]/g, '')}`,
      Action: actions.map((action) => `${service}:${action}`),
      Resource: everything,
    })),
    { Sid: 'ListAccounts', Action: 'organizations:ListAccounts', Resource: everything },
    {
      Sid: 'EnterOtherAccounts',
      Action: 'sts:AssumeRole',
      Resource: [{ 'Fn::Sub': `arn:\${AWS::Partition}:iam::*:role/${roleName}` }, ...(await rolesOf(resolveVariable))],
    },
    ...readParameter(
      'ReadExceptions',
      'inventoryExceptions',
      String(await resolveVariable('param:inventoryExceptions')),
    ),
  ];
};
