/** One role a function: what every function must do, what every stage must, and the statements of its own function.yml. */

import { placeholder, service } from './names.js';
import { networkStatements } from './network.js';
import { staysIn } from './residency.js';

const arn = (logicalId) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const logGroup = (name) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${service}-${name}:*`,
});

const viaService = (name) => ({ 'Fn::Sub': `${name}.\${AWS::Region}.\${AWS::URLSuffix}` });

const common = (name) => [
  {
    Sid: 'WriteLogs',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: logGroup(name),
  },
  {
    Sid: 'WriteTraces',
    // X-Ray has no resources to name for these. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    Resource: '*',
  },
];

/** Services that use the key in the name of whoever asks them, where what they keep is encrypted with it. */
const encrypted = ({ messageKey }) => ['dynamodb', 's3', 'sns', ...(messageKey ? ['sqs'] : [])];

/** The key, through the services that the other statements are about, and never directly. */
const useDataKey = (hardening, statements) => {
  const actions = statements.filter(({ Resource }) => Resource !== '*').flatMap(({ Action }) => Action); // a scan reads no data
  const used = encrypted(hardening).filter((name) => actions.some((action) => action.startsWith(`${name}:`)));
  if (used.length === 0) return [];
  return [
    {
      Sid: 'UseDataKey',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: hardening.keyArn,
      Condition: { StringLike: { 'kms:ViaService': used.map(viaService) } },
    },
  ];
};

/** What every stage must: take from its queue, advance the job and say so. */
export const stageStatements = ({ id }) => [
  {
    Sid: 'ConsumeOwnQueue',
    Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
    Resource: arn(`${id}Queue`),
  },
  { Sid: 'BuryPoison', Action: 'sqs:SendMessage', Resource: arn(`${id}DeadLetterQueue`) },
  { Sid: 'Publish', Action: 'events:PutEvents', Resource: arn('EventBus') },
  { Sid: 'AdvanceJob', Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], Resource: arn('JobsTable') },
];

const statementsOf = ({ name, hardening, statements, optionalStatements = [] }, ofItsSort) => {
  const own = [...ofItsSort, ...statements, ...optionalStatements];
  return [
    ...common(name),
    ...useDataKey(hardening, own),
    ...own,
    ...networkStatements(hardening.network, name),
    ...staysIn(hardening.regions, name),
  ];
};

/** The execution role of a function; `statements` are those of functions of its sort. */
export const roleOf = (own, statements = []) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: { 'Fn::Sub': `${service}-${placeholder('AWS::Region')}-${own.name}` },
    Description: `What the ${own.name} of ${service} may do`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: own.name,
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: statementsOf(own, statements).map((statement) => ({ Effect: 'Allow', ...statement })),
        },
      },
    ],
  },
});
