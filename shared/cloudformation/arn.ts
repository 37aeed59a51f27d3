/** The fields of an ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export type Arn = {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the account: `table/shop-carts`, `role/service/x`, a bucket name; it may be anything, even empty. */
  readonly resource: string;
};

const shape = /^arn:(aws[a-z-]*):([a-z0-9-]*):([a-z0-9-]*):([^:/]*):(.*)$/s;

/** Takes an ARN apart; undefined if the text is none. */
export const parseArn = (text: unknown): Arn | undefined => {
  const match = typeof text === 'string' ? shape.exec(text) : null;
  if (!match) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
};
