/**
 * US dollars in us-east-1, on demand, without free tiers, from AWS's price pages (check them before you rely on the sums):
 * https://aws.amazon.com/lambda/pricing/ https://aws.amazon.com/eventbridge/pricing/ https://aws.amazon.com/sqs/pricing/
 * https://aws.amazon.com/dynamodb/pricing/on-demand/ https://aws.amazon.com/s3/pricing/ https://aws.amazon.com/sns/pricing/
 * https://aws.amazon.com/step-functions/pricing/
 */
export const prices = {
  lambdaRequest: 0.2 / 1e6,
  lambdaGbSecondX86: 0.0000166667,
  lambdaGbSecondArm: 0.0000133334,
  customEvent: 1 / 1e6,
  sqsRequest: 0.4 / 1e6,
  dynamoWriteUnit: 0.625 / 1e6,
  dynamoReadUnit: 0.125 / 1e6,
  s3Put: 0.005 / 1e3,
  s3Get: 0.0004 / 1e3,
  snsPublish: 0.5 / 1e6,
  snsEmail: 2 / 1e5,
  /** Standard workflows. */
  stateTransition: 25 / 1e6,
} as const;
