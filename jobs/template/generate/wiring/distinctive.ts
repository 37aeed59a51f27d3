/**
 * Identifiers that nothing else is called by accident, whatever property they stand in. A bucket named `web` is not among them.
 */
const shapes: readonly RegExp[] = [
  /^arn:aws[a-z-]*:[^:]*:[^:]*:[^:]*:./,
  // EC2 and its kin: vpc-0a1b2c3d, eipalloc-…, and with two words rtb-assoc-… https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
  /^[a-z]{1,16}(?:-[a-z]{1,10})?-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  // Queue URLs and other endpoints.
  /^https?:\/\/[^/\s]+\.[^/\s]+/,
  /^[a-z0-9.-]+\.(?:amazonaws\.com(?:\.cn)?|cloudfront\.net|on\.aws)$/i,
  // KMS key ids and the like.
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  // Route 53 hosted zones and CloudFront distributions.
  /^[ZE][A-Z0-9]{11,31}$/,
  // The load balancer's and target group's names in CloudWatch dimensions.
  /^(?:app|net|gwy|targetgroup)\/[^/\s]+\/[0-9a-f]{16}$/,
];

export const isDistinctive = (literal: string): boolean => shapes.some((shape) => shape.test(literal));
