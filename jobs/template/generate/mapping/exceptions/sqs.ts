import { field, list, literal, object, put, take, textOf } from '../found.ts';
import { unwrap } from '../reshape.ts';
import type { Exception } from './exception.ts';

const urlOf = (arn: string): string => {
  const [, partition, , region, account, name] = arn.split(':');
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://sqs.${region}.${domain}/${account}/${name}`;
};

/** A queue's policy is a resource of its own. */
export const queue: Exception = {
  type: 'AWS::SQS::Queue',
  page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html',
  shape: (shaping) => {
    const { found } = shaping;
    unwrap(found, 'Attributes');
    const arn = textOf(field(found, 'QueueArn')) ?? shaping.resource.identifiers.find((id) => id.startsWith('arn:'));
    const known = textOf(field(found, 'QueueUrl')) ?? shaping.resource.identifiers.find((id) => id.startsWith('http'));
    const url = known ?? (arn && urlOf(arn));
    const name = url?.split('/').at(-1);
    put(found, 'QueueName', name ? literal(name) : undefined);
    if (url) shaping.ref = url;
    if (arn) shaping.returns.Arn = arn;
    shaping.drop(
      ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'],
      'read-only',
      'what is in the queue',
    );
    const policy = take(found, 'Policy');
    if (!policy || textOf(policy) === '') return shaping.dropNode(policy, 'empty');
    const queues = list([literal(url ?? shaping.identity)]);
    const fields = [
      ['Queues', queues],
      ['PolicyDocument', policy],
    ] as const;
    shaping.spawn('AWS::SQS::QueuePolicy', url ?? shaping.identity, object(fields));
  },
};
