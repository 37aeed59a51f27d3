/** What a resource of Terraform's AWS provider is in CloudFormation: a type of its own, or a part of another's. */
export type TerraformRow = {
  readonly type: string;
  /** Attributes by which others call it, as the AWS CLI's rows have them, the surest first; none given: `id`, `arn`. */
  readonly ids?: readonly string[];
};

/** By the provider's name of the type: `aws_sqs_queue`. A new type is a line in a table. */
export type TerraformRows = Readonly<Record<string, TerraformRow>>;
