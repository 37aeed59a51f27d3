import type { Exception } from '../exceptions/exception.ts';

/**
 * Where Terraform's AWS provider gives a resource another shape than AWS's API does. Applied before the exception of the
 * CloudFormation type: what the provider took from the API as it is needs no second row. The provider's page of a type is
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/<its name without aws_>
 */
export type TerraformException = Pick<Exception, 'renames' | 'drops' | 'shape'> & {
  /** The provider's names of the types. */
  readonly from: readonly string[];
  /** Blocks there may be one of, which a state writes as lists: dotted names lead through blocks and lists. Done first. */
  readonly blocks?: readonly string[];
  /** Attributes whose 0, -1 or false says that they are not set. */
  readonly unset?: readonly string[];
  /** It adds to the lists of a resource that stands elsewhere, and is nothing without it. */
  readonly adds?: true;
};
