import type { Check } from '../check.ts';
import { alarmsCheck } from './alarms.ts';
import { archivesCheck } from './archives.ts';
import { bucketsCheck } from './buckets.ts';
import { clockCheck } from './clock.ts';
import { concurrencyCheck } from './concurrency.ts';
import { deadLettersCheck } from './dead-letters.ts';
import { functionsCheck } from './functions.ts';
import { keysCheck } from './keys.ts';
import { mappingsCheck } from './mappings.ts';
import { modelCheck } from './model.ts';
import { queuePoliciesCheck } from './queue-policies.ts';
import { queuesCheck } from './queues.ts';
import { reservationsCheck } from './reservations.ts';
import { resourcesCheck } from './resources.ts';
import { rulesCheck } from './rules.ts';
import { schedulesCheck } from './schedules.ts';
import { stackCheck } from './stack.ts';
import { subscriptionsCheck } from './subscriptions.ts';
import { tablesCheck } from './tables.ts';

/** Every check, in the order in which they are told: the way of a job through the stage, then what watches over it. */
export const checks: readonly Check[] = [
  clockCheck,
  stackCheck,
  resourcesCheck,
  bucketsCheck,
  rulesCheck,
  queuesCheck,
  queuePoliciesCheck,
  mappingsCheck,
  functionsCheck,
  reservationsCheck,
  tablesCheck,
  keysCheck,
  schedulesCheck,
  archivesCheck,
  modelCheck,
  subscriptionsCheck,
  deadLettersCheck,
  alarmsCheck,
  concurrencyCheck,
];
