/** One role a function: what every stage must do, and the statements of its own function.yml. */

import { placeholder, service } from './names.js';

const arn = (logicalId) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const logGroup = (name) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${service}-${name}:*`,
});

const common = ({ name, id }) => [
  {
    Sid: 'WriteLogs',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: logGroup(name),
  },
  {
    Sid: 'WriteTraces',
    Effect: 'Allow',
    // X-Ray has no resources to name for these. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    Resource: '*',
  },
  {
    Sid: 'ConsumeOwnQueue',
    Effect: 'Allow',
    Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
    Resource: arn(`${id}Queue`),
  },
  { Sid: 'BuryPoison', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn(`${id}DeadLetterQueue`) },
  { Sid: 'Publish', Effect: 'Allow', Action: 'events:PutEvents', Resource: arn('EventBus') },
  {
    Sid: 'AdvanceJob',
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    Resource: arn('JobsTable'),
  },
  {
    Sid: 'UseDataKey',
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: arn('DataKey'),
    Condition: { StringLike: { 'kms:ViaService': ['dynamodb', 's3', 'sns'].map(viaService) } },
  },
];

const viaService = (name) => ({ 'Fn::Sub': `${name}.\${AWS::Region}.\${AWS::URLSuffix}` });

/** The stage's execution role. */
export const roleOf = (stage) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: { 'Fn::Sub': `${service}-${placeholder('AWS::Region')}-${stage.name}` },
    Description: `What the ${stage.name} of ${service} may do`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: stage.name,
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            ...common(stage),
            ...[...stage.statements, ...(stage.optionalStatements ?? [])].map((statement) => ({
              Effect: 'Allow',
              ...statement,
            })),
          ],
        },
      },
    ],
  },
});
