/** What a judge holds against a resource of a packaged template. */
export type Finding = {
  /** The judge and its own id of the rule: `checkov CKV_AWS_18`, `cdk-nag AwsSolutions-IAM5[Resource::*]`. */
  readonly rule: string;
  /** The resource's logical id. */
  readonly resource: string;
  readonly says: string;
};

/**
 * Somebody else's tool. None tells how grave a finding is without an account with its maker, or all say `error`: each finding counts as high.
 */
export type Judge = {
  readonly name: string;
  /** What to run for the template at this path. Every exit code in `exits` is a verdict; any other is a judge that broke. */
  command(template: string): readonly [file: string, ...args: string[]];
  readonly exits: readonly number[];
  /** Reads what it printed. Throws if that is no verdict on the whole template. */
  read(printed: string): readonly Finding[];
};
