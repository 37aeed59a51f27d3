/** Parameters that must be given and must make sense before anything is deployed. */
import { refuse } from './read-param.js';

/** Who is told: an address, or an error that says how to give one. */
export const alertEmail = async ({ resolveVariable }) => {
  const address = await resolveVariable("param:alertEmail, ''");
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)) return address;
  throw refuse(
    address === ''
      ? 'Nobody would be told how jobs end. Say who: --param alertEmail=you@example.com'
      : `alertEmail is not an email address: ${address}`,
  );
};

/** The role that CloudFormation takes to make the stack, if whoever deploys is not to have its permissions: docs/workflows/deploy-role.yml */
export const iam = async ({ resolveVariable }) => {
  const deploymentRole = await resolveVariable("param:deploymentRole, ''");
  if (deploymentRole === '') return {};
  if (/^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(deploymentRole)) return { deploymentRole };
  throw refuse(`deploymentRole is not the ARN of a role: ${deploymentRole}`);
};
