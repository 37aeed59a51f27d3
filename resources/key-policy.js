/** Who may use the stage's own key, and for what. https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html */
import { doorNames, placeholder, service, stageNames } from './names.js';

const sub = (text) => ({ 'Fn::Sub': text });
const root = { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') };
const viaService = (name) => sub(`${name}.\${AWS::Region}.\${AWS::URLSuffix}`);
const thisKey = '*';

const allow = (Sid, Principal, Action, Condition) => ({
  Sid,
  Effect: 'Allow',
  Principal,
  Action,
  Resource: thisKey,
  ...(Condition && { Condition }),
});

/** The topic's own policy says which alarms. */
const alarms = allow('AlarmsReachTheEncryptedTopic', { Service: 'cloudwatch.amazonaws.com' }, [
  'kms:Decrypt',
  'kms:GenerateDataKey*',
]);

/** DynamoDB holds a grant for each table; nobody else needs any. */
const grants = {
  ...allow('GrantsForServicesOnly', '*', 'kms:CreateGrant', {
    BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' },
  }),
  Effect: 'Deny',
};

/** Who may use the key is said by the roles' own policies. */
const accountDecides = allow('AccountDecides', root, 'kms:*');

/** All but to use it, and to let others. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const accountManages = allow('AccountManages', root, [
  ...[
    'Create',
    'Describe',
    'Enable',
    'List',
    'Put',
    'Update',
    'Revoke',
    'Disable',
    'Get',
    'Delete',
    'Tag',
    'Untag',
  ].map((verb) => `kms:${verb}*`),
  'kms:ScheduleKeyDeletion',
  'kms:CancelKeyDeletion',
]);

const ownQueues = sub(`arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:${service}-*`);

/** What lies in this stage's buckets and tables, and nothing else that the key may be used for one day. */
const ownData = {
  'kms:EncryptionContext:aws:s3:arn': sub(`arn:\${AWS::Partition}:s3:::${service}-*`),
  'kms:EncryptionContext:aws:dynamodb:tableName': `${service}-*`,
  'kms:EncryptionContext:aws:sns:topicArn': sub(
    `arn:\${AWS::Partition}:sns:\${AWS::Region}:\${AWS::AccountId}:${service}-*`,
  ),
  'kms:EncryptionContext:aws:sqs:arn': ownQueues,
};

/** A role is known by its ARN in a condition: as a principal it would have to be there before the key, which its policy names. */
const roleUses = (name, services) =>
  allow(`${name.charAt(0).toUpperCase()}${name.slice(1)}Uses`, root, ['kms:Decrypt', 'kms:GenerateDataKey'], {
    ArnEquals: {
      'aws:PrincipalArn': sub(
        `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${service}-${placeholder('AWS::Region')}-${name}`,
      ),
    },
    StringEquals: { 'kms:ViaService': services.map(viaService) },
    StringLikeIfExists: ownData,
  });

const peopleUse = (users) =>
  allow('PeopleUse', root, ['kms:Decrypt', 'kms:GenerateDataKey'], {
    ArnLike: { 'aws:PrincipalArn': users },
    StringEquals: { 'kms:ViaService': ['s3', 'dynamodb'].map(viaService) },
    StringLikeIfExists: ownData,
  });

/** What DynamoDB asks of whoever makes a table, which is CloudFormation. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const tablesAreMade = allow(
  'TablesAreMade',
  root,
  ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey', 'kms:CreateGrant'],
  {
    StringEquals: { 'kms:ViaService': viaService('dynamodb') },
    'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' },
  },
);

const perRole = (users, messages) => {
  const queues = messages ? ['sqs'] : [];
  const topics = (name) => (name === 'notifier' ? ['sns'] : []);
  return [
    accountManages,
    tablesAreMade,
    ...stageNames.map((name) => roleUses(name, ['s3', 'dynamodb', ...topics(name), ...queues])),
    ...[...doorNames, 'agent'].map((name) => roleUses(name, ['s3', 'dynamodb'])),
    ...(messages ? [roleUses('scheduler', ['sqs'])] : []),
    peopleUse(users),
  ];
};

/** Services that write what is encrypted as messages are: rules into queues, and functions' logs. */
const services = [
  allow('RulesReachEncryptedQueues', { Service: 'events.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey'], {
    ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': ownQueues },
  }),
  allow(
    'LogsAreEncrypted',
    { Service: sub('logs.${AWS::Region}.${AWS::URLSuffix}') },
    ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': sub(
          `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/*/${service}*`,
        ),
      },
    },
  ),
];

/** The trail of audit-trail.js. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
const trails = [
  allow('TrailIsEncrypted', { Service: 'cloudtrail.amazonaws.com' }, 'kms:GenerateDataKey*', {
    StringEquals: {
      'aws:SourceArn': sub(`arn:\${AWS::Partition}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/${service}`),
    },
    StringLike: {
      'kms:EncryptionContext:aws:cloudtrail:arn': sub('arn:${AWS::Partition}:cloudtrail:*:${AWS::AccountId}:trail/*'),
    },
  }),
  allow('TrailKnowsTheKey', { Service: 'cloudtrail.amazonaws.com' }, 'kms:DescribeKey'),
];

/** The policy for these uses: `users` may read and write data, queues and logs are encrypted too if `messages`, and a trail if `trail`. */
export const keyPolicy = ({ users, messages, trail }) => ({
  Version: '2012-10-17',
  Statement: [
    ...(users.length > 0 ? perRole(users, messages) : [accountDecides]),
    alarms,
    ...(messages ? services : []),
    ...(trail ? trails : []),
    grants,
  ],
});
