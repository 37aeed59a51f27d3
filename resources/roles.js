/** One role a function: what every function must do, what every stage must, and the statements of its own function.yml. */

import { placeholder, service } from './names.js';

const arn = (logicalId) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const logGroup = (name) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${service}-${name}:*`,
});

const viaService = (name) => ({ 'Fn::Sub': `${name}.\${AWS::Region}.\${AWS::URLSuffix}` });

const common = ({ name }) => [
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
  {
    Sid: 'UseDataKey',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: arn('DataKey'),
    Condition: { StringLike: { 'kms:ViaService': ['dynamodb', 's3', 'sns'].map(viaService) } },
  },
];

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
          Statement: [...common(own), ...statements, ...own.statements, ...(own.optionalStatements ?? [])].map(
            (statement) => ({ Effect: 'Allow', ...statement }),
          ),
        },
      },
    ],
  },
});
