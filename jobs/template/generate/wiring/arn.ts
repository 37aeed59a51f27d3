/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export type Arn = {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
};

const shape = /^arn:(aws[a-z-]*):([a-z0-9-]*):([a-z0-9-]*):([^:/]*):(.*)$/s;

/** The fields of an ARN; undefined if the text is none. The resource may be anything, even empty. */
export const parseArn = (text: string): Arn | undefined => {
  const match = shape.exec(text);
  if (!match) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
};
