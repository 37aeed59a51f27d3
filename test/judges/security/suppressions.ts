import type { Suppression } from './suppressed.ts';

const functions = /LambdaFunction$/;
const roles = /Role$/;
const logGroups = /(LogGroup|ApiAccessLog)$/;
const deadLetterQueues = /DeadLetterQueue$/;

/** Each row is read by a person who did not write it before it lands. What can be switched on says how: docs/security.md */
export const suppressions: readonly Suppression[] = [
  // Functions
  {
    rules: ['checkov CKV_AWS_115'],
    resources: functions,
    reason:
      'Reserved concurrency is taken from all other functions of the account, and an account with the quota of 10 that new ones have could not deploy. Stages are bounded by the MaximumConcurrency of their queues (test/packaged/queues.test.ts), doors by the throttling of the API.',
  },
  {
    rules: ['checkov CKV_AWS_116'],
    resources: functions,
    reason:
      'The setting is for asynchronous invocations, of which there is none but that of the cost guard, whose failure its alarm tells: stages read queues that have dead-letter queues of their own, and whoever calls a door waits for its answer.',
  },
  {
    rules: ['checkov CKV_AWS_117', 'guard CT.LAMBDA.PR.3'],
    resources: functions,
    reason:
      'Functions speak to endpoints of AWS, with TLS and signatures, and to the webhooks that people name: a network of their own keeps nobody out who has their role, and its interface endpoints cost more than all the rest of an idle stage.',
  },
  {
    rules: ['checkov CKV_AWS_173'],
    resources: functions,
    reason:
      'The variables hold names, ARNs and numbers, encrypted by a key of AWS. A secret is a SecureString of Systems Manager, of which they hold the name (test/packaged/parameters.test.ts).',
  },
  {
    rules: ['guard CT.LAMBDA.PR.2'],
    resources: /^(Api|Mcp)Permission$/,
    reason:
      'SourceAccount and SourceArn are given; the rule takes an account only as a literal, and knows an ARN by Ref and Fn::GetAtt but not by Fn::Sub.',
  },
  // Roles
  {
    rules: ['cdk-nag AwsSolutions-IAM5[Resource::*]'],
    resources: roles,
    reason:
      'Only actions for which AWS lets no resource be named: traces of X-Ray, and of the collector the reading that a scan is. test/packaged/roles.test.ts holds them to that.',
  },
  {
    rules: [/^cdk-nag AwsSolutions-IAM5\[Resource::<(Input|Output|Archive)Bucket\.Arn>\/.+\]$/],
    resources: roles,
    reason: 'Objects under the one prefix that a stage is for: their names are those of folders and jobs.',
  },
  {
    rules: [/^cdk-nag AwsSolutions-IAM5\[Resource::arn:.+:log-group:\/aws\/lambda\/dropforge-[\w-]+:\*\]$/],
    resources: roles,
    reason: 'The streams of the one log group of the function itself: Lambda names them.',
  },
  {
    rules: ['cdk-nag AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::*:role/dropforge-inventory]'],
    resources: /^CollectorRole$/,
    reason:
      'A role of one name in any account that made one and trusts the collector: its own trust policy decides, with an external id (docs/inventory-role.yml).',
  },
  {
    rules: [
      'cdk-nag AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/amazon.nova-pro-v1:0]',
    ],
    resources: /^(Generator|Validator)Role$/,
    reason: 'An inference profile calls its one model in any region of its geography, and the caller must be let to.',
  },
  {
    rules: [/^cdk-nag AwsSolutions-IAM5\[Resource::arn:.+:parameter\/dropforge\/(dev|prod)\/prompts\/\*\]$/],
    resources: /^(Generator|Validator)Role$/,
    reason: 'The prompts of this stage, which an operator may replace one by one.',
  },
  {
    rules: ['checkov CKV_AWS_111'],
    resources: roles,
    reason:
      'In a network Lambda makes and deletes interfaces by the role of the function, as AWS’s own policy for it says; the function’s code is denied to.',
  },
  {
    rules: [/^cdk-nag AwsSolutions-IAM5\[Resource::arn:.+:rule\/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3\*\]$/],
    resources: /^MalwareScanRole$/,
    reason:
      'The rule that GuardDuty makes for itself, whose name it completes; a condition holds it to that one manager.',
  },
  {
    rules: [
      'cdk-nag AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    ],
    resources: /^ApiLogsRole$/,
    reason: 'The policy that AWS keeps for the one role of the account by which API Gateway writes logs.',
  },
  // Queues
  {
    rules: ['checkov CKV_AWS_27'],
    resources: /Queue$/,
    reason:
      'The check knows keys of KMS only: queues are encrypted by SQS. A message is ids and keys, and no mistake in a key policy can stop the pipeline (docs/decisions/encryption.md).',
  },
  {
    rules: ['guard CT.SQS.PR.1', 'cdk-nag AwsSolutions-SQS3'],
    resources: deadLetterQueues,
    reason: 'They are dead-letter queues: of queues, of rules and of schedules. Each has an alarm.',
  },
  // Logs
  {
    rules: ['checkov CKV_AWS_158', 'guard CT.CLOUDWATCH.PR.3'],
    resources: logGroups,
    reason: 'Logs hold ids, counts and times, never contents or secrets; CloudWatch encrypts them by a key of AWS.',
  },
  {
    rules: ['guard CT.CLOUDWATCH.PR.2'],
    resources: logGroups,
    reason:
      'What became of a job is in its record and its artifacts, as long as they are kept; logs are for finding faults. Whoever must keep them for a year says --param logRetentionDays=365.',
  },
  // Buckets
  {
    rules: ['checkov CKV_AWS_18', 'guard CT.S3.PR.2'],
    resources: /^AccessLogBucket$/,
    reason: 'It holds the access logs of the others: its own would have no end.',
  },
  {
    rules: ['guard CT.S3.PR.10'],
    resources: /^(AccessLogBucket|ServerlessDeploymentBucket)$/,
    reason:
      'S3 delivers access logs to no bucket with a key of KMS, and the other one holds code that was built from this repository. Both are encrypted by S3.',
  },
  {
    rules: ['guard CT.S3.PR.4'],
    resources: /^(Access|Archive|Output|Serverless)\w*Bucket$/,
    reason: 'Nothing waits for what is written there: the pipeline’s own events tell of it.',
  },
  {
    rules: ['guard CT.S3.PR.9'],
    resources: /Bucket$/,
    reason:
      'What people give is deleted after a day and source code at once when its job ends: a lock that nobody can lift would break that promise. Versions are kept, and logged who deleted them.',
  },
  // Watching
  {
    rules: ['checkov CKV_AWS_67'],
    resources: /^AuditTrail$/,
    reason: 'It has the data events of three buckets, which are in one region; the account’s own trail has all else.',
  },
  {
    rules: ['guard CT.CLOUDTRAIL.PR.3'],
    resources: /^AuditTrail$/,
    reason:
      'A second copy of each event in CloudWatch costs more than the trail. It is evidence, of which the bucket holds digests.',
  },
  {
    rules: ['guard CT.GUARDDUTY.PR.1'],
    resources: /^ThreatDetector$/,
    reason:
      'It is activated as a feature (S3_DATA_EVENTS), as AWS says since 2023; the rule looks for the data source of before.',
  },
  // API
  {
    rules: ['checkov CKV_AWS_120'],
    resources: /^ApiStage$/,
    reason:
      'Each caller sees jobs of their own, that change by the second: an answer from a cache would be another’s or old.',
  },
  {
    rules: ['guard CT.APIGATEWAY.PR.1', 'cdk-nag AwsSolutions-APIG6'],
    resources: /^ApiStage$/,
    reason:
      'Execution logs hold headers and may hold whole requests. The access log has each request, without query and body, and the function says what became of it.',
  },
  {
    rules: ['cdk-nag AwsSolutions-APIG2'],
    resources: /^RestApi$/,
    reason:
      'Bodies and parameters are validated, as the OpenAPI body of the API says (x-amazon-apigateway-request-validator), where the rule does not look.',
  },
  {
    rules: ['cdk-nag AwsSolutions-APIG3'],
    resources: /^ApiStage$/,
    reason:
      'A web ACL costs more than a stage for trying things out: it stands in front of production, and elsewhere by --param apiWaf=true.',
  },
  // Agent
  {
    rules: ['checkov CKV_AWS_373'],
    resources: /^BedrockAgent$/,
    reason:
      'Its definition is in this repository, and is no secret. AWS encrypts it and its sessions by a key of its own.',
  },
];
