import * as z from 'zod';

/** Where a resource is and what it is called: enough to name it to a person, and to find it. */
export const resourceRef = z.object({
  arn: z.string().describe('The key of a resource, also where AWS gives it none: then in the form an ARN would have'),
  type: z.string().describe('The CloudFormation resource type: AWS::EC2::Instance'),
  name: z.string().optional().describe('Its Name tag or its own name'),
  region: z.string().describe('us-east-1; `global` where the service has no region'),
  accountId: z.string(),
});

/**
 * A resource as it was found. `configuration` is what the service's own API said (`DescribeInstances`,
 * `DescribeDBInstances` …), PascalCase as the AWS CLI prints it, with answers of further calls under their operation's
 * name; for types that were listed through Cloud Control it is the resource's CloudFormation properties. Secrets are masked.
 */
export const inventoryResource = resourceRef.extend({
  id: z.string().describe('What its API calls it: i-0abc, a bucket name, a cluster name'),
  state: z.string().optional().describe('In the words of its API: running, available, ACTIVE'),
  createdAt: z.string().optional().describe('ISO 8601 in UTC'),
  tags: z.record(z.string(), z.string()),
  configuration: z.record(z.string(), z.json()),
  unread: z
    .array(z.string())
    .optional()
    .describe('Operations about it that were refused or failed: nothing follows from what they would have said'),
});

export type ResourceRef = z.infer<typeof resourceRef>;
export type InventoryResource = z.infer<typeof inventoryResource>;

/** JSON as a schema infers it. */
export type Json = z.infer<ReturnType<typeof z.json>>;
