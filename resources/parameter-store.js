/** Parameters of Systems Manager that a deployment may name. */
import { refuse } from './read-param.js';

/** The statement that lets one be read, or none where none is named. Its KMS key is the account's own, which lets whoever may read it. */
export const readParameter = (Sid, param, name) => {
  if (name === '') return [];
  if (!/^\/[\w./-]+$/.test(name)) throw refuse(`${param} is not the path of a parameter: ${name}`);
  const arn = `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${name}`;
  return [{ Sid, Action: 'ssm:GetParameter', Resource: { 'Fn::Sub': arn } }];
};
