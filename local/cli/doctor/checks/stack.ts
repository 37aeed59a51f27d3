import { type Check, type Finding, failure, warning } from '../check.ts';

const good: ReadonlySet<string> = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE']);

const findingsOf = (status: string, name: string): readonly Finding[] => {
  if (good.has(status)) return [];
  const look = `aws cloudformation describe-stack-events --stack-name ${name}`;
  if (status.endsWith('_IN_PROGRESS')) return [warning(`it is ${status}`, 'Wait for it to end, and ask again.')];
  if (status === 'UPDATE_ROLLBACK_COMPLETE')
    return [
      warning(
        'its last deployment failed and was rolled back: what runs is the one before',
        `See why (${look}), and deploy again.`,
      ),
    ];
  return [
    failure(`it is ${status}`, `See why (${look}); a rollback that failed goes on with continue-update-rollback.`),
  ];
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export const stackCheck: Check = {
  name: 'stack',
  run: async ({ status = '', name }) => ({ looked: `${name} is ${status}`, findings: findingsOf(status, name) }),
};
