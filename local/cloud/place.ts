/** Where the embedded cloud pretends to be. The account is the one fauxqs and dynalite put into their ARNs. */
export type Place = { readonly partition: 'aws'; readonly account: string; readonly region: string };

export const placeIn = (region: string): Place => ({ partition: 'aws', account: '000000000000', region });

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const arn = (place: Place, service: string, resource: string): string =>
  `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;

/** The last part of an ARN: a queue's or an event bus's name. */
export const nameInArn = (value: string): string =>
  value.slice(Math.max(value.lastIndexOf(':'), value.lastIndexOf('/')) + 1);
