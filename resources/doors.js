/**
 * The functions that somebody calls and waits for: they consume no queue. Each has a function, a role, its log group's
 * retention and its alarms; what differs between them is in functions/<door>/function.yml. Read by serverless.yml.
 */
import { agentDoors } from './agent.js';
import { alarmsOf, functionAlarms } from './alarms.js';
import { lambda, logGroupOf, read } from './lambda.js';
import { doorNames, placeholder } from './names.js';
import { roleOf } from './roles.js';

const merge = (parts) => Object.assign({}, ...parts);

/** Whoever takes a wish for a webhook knows whether there will be any. */
const functionOf = (door) =>
  lambda({
    ...door,
    environment: { WEBHOOK_SECRET_PARAMETER: placeholder('param:webhookSecret'), ...door.environment },
  });

const resourcesOf = (door) => ({ [`${door.id}Role`]: roleOf(door), ...alarmsOf(door, functionAlarms(door)) });

const readAll = async (resolveVariable) => {
  const names = [...doorNames, ...(await agentDoors(resolveVariable))];
  return Promise.all(names.map((name) => read(name, resolveVariable)));
};

/** The `functions` of the service that are doors. */
export const functions = async ({ resolveVariable }) =>
  merge((await readAll(resolveVariable)).map((door) => ({ [door.name]: functionOf(door) })));

/** Resources of all doors, as CloudFormation. */
export const resources = async ({ resolveVariable }) => {
  const doors = await readAll(resolveVariable);
  return { Resources: merge(doors.map(resourcesOf)), extensions: merge(doors.map(logGroupOf)) };
};
