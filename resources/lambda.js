/** A function as the framework takes it: what every function is told, and what its function.yml adds. */
import { hardeningOf } from './hardening.js';
import { placeholder, service } from './names.js';

const pascal = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** What functions/<name>/function.yml says, with the function's name and what its logical ids begin with. */
export const read = async (name, resolveVariable) => ({
  ...(await resolveVariable(`file(functions/${name}/function.yml)`)),
  name,
  id: pascal(name),
  hardening: await hardeningOf(resolveVariable),
});

/** With the key of messages, if they have one, the log group that the framework makes. */
export const logGroupOf = ({ id, hardening: { messageKey } }) =>
  messageKey ? { [`${id}LogGroup`]: { Properties: { KmsKeyId: messageKey } } } : {};

export const lambda = ({ name, id, function: own, environment, hardening: { network } }) => ({
  handler: `functions/${name}/handler.handler`,
  role: `${id}Role`,
  ...own,
  ...(network && { vpc: network }),
  environment: {
    STAGE: placeholder('sls:stage'),
    JOBS_TABLE: { Ref: 'JobsTable' },
    EVENT_BUS: { Ref: 'EventBus' },
    TIMEOUT_SECONDS: String(own.timeout),
    LOG_LEVEL: placeholder('param:logLevel'),
    POWERTOOLS_SERVICE_NAME: service,
    POWERTOOLS_METRICS_NAMESPACE: 'Dropforge',
    ...environment,
  },
});
