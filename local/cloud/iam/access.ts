/** What a request asks IAM for: one action on one resource. A request may ask for several. */
export type Access = {
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** Condition keys with their values: `s3:prefix`. Keys that the request does not bear are not there. */
  readonly context: Readonly<Record<string, string>>;
};
