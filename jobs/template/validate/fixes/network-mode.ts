import { isObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
export const networkMode: Fixer = {
  name: 'network-mode',
  mends: 'A network mode that Fargate does not have: awsvpc is its only one',
  rules: ['E3048'],
  fix({ finding, pointer }, { template }) {
    const properties = valueAt(template, pointer);
    if (!isObject(properties) || Object.hasOwn(properties, 'NetworkMode')) return undefined;
    return finding.message.endsWith("NetworkMode to be specified as 'awsvpc'")
      ? {
          patch: [{ op: 'add', path: `${pointer}/NetworkMode`, value: 'awsvpc' }],
          description: 'NetworkMode: awsvpc added, the only one Fargate has',
        }
      : undefined;
  },
};
