import type { Cloud } from '../../cloud/cloud.ts';
import { outputOf } from '../embedded.ts';
import { shownPath } from '../save.ts';

export type Served = {
  readonly url: string;
  readonly auth: 'none' | 'iam';
  /** The folder that is watched. */
  readonly watched: string | undefined;
  readonly cwd: string;
};

/** A queue as `aws sqs get-queue-attributes` tells of it: the smallest thing that a template can be made of. */
const queue = {
  Attributes: { QueueArn: 'arn:aws:sqs:us-east-1:111122223333:orders', VisibilityTimeout: '60' },
};

const submission = {
  kind: 'template',
  input: { files: [{ name: 'orders.json', content: JSON.stringify(queue) }] },
};

/** Quoted for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Three requests that work as they are, in the order in which one would try them. */
export const requests = (cloud: Pick<Cloud, 'env'>, { url, auth }: Pick<Served, 'url' | 'auth'>): readonly string[] => {
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = cloud.env;
  const signed = `--aws-sigv4 aws:amz:${AWS_REGION}:execute-api --user ${AWS_ACCESS_KEY_ID}:${AWS_SECRET_ACCESS_KEY} `;
  const curl = `curl -sSw '\\n' ${auth === 'iam' ? signed : ''}`;
  return [
    `curl -sSw '\\n' ${url}/v1/health`,
    `${curl}-H 'Content-Type: application/json' -d ${quoted(JSON.stringify(submission))} ${url}/v1/jobs`,
    `${curl}${quoted(`${url}/v1/jobs?limit=1`)}`,
  ];
};

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** What a person is told once everything is up. */
export const instructions = (cloud: Pick<Cloud, 'env' | 'outputs'>, served: Served): string =>
  [
    `Dropforge is up: ${served.url}`,
    '',
    served.auth === 'iam'
      ? 'The REST API, for requests with an AWS signature. Start a job and look at it:'
      : 'The REST API, for everybody on this machine. Start a job and look at it:',
    '',
    ...indented(requests(cloud, served)),
    '',
    `For agents, MCP over streamable HTTP: ${served.url}/v1/mcp`,
    '',
    'For the AWS CLI and SDKs, in another terminal:',
    '',
    ...indented(Object.entries(cloud.env).map(([name, value]) => `export ${name}=${value}`)),
    '',
    `  aws s3 cp --recursive examples/web-service s3://${outputOf(cloud, 'InputBucketName')}/drops/web-service/`,
    '',
    'Then: npm start -- jobs, job <id>, redrive <stage>. Ctrl-C ends it.',
    ...(served.watched === undefined
      ? []
      : ['', `Whatever is saved in ${shownPath(served.cwd, served.watched)} is dropped.`]),
    '',
    '',
  ].join('\n');
