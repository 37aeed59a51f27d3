import * as z from 'zod';

/** A role of another account that a scan may assume. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html */
const scanRole = z.strictObject({
  roleArn: z.string().regex(/^arn:[a-z-]+:iam::[0-9]{12}:role\/[\x21-\x7e]+$/),
  externalId: z.string().min(2).max(1224).optional(),
});

/** What a person has decided to live with: for how long, and why. */
export const exception = z.strictObject({
  rule: z.string().describe('The id of the rule, or *'),
  resource: z.string().optional().describe('An ARN, id or name; * stands for any run of characters'),
  tag: z.string().optional().describe('Key or Key=value'),
  reason: z.string().min(1),
  until: z.iso.date().describe('The day after which the finding is told again'),
});

/** dropforge.json of an inventory job, or the detail of the event that asks for one. */
export const inventoryOptions = z.strictObject({
  kind: z.literal('inventory'),
  live: z.boolean().default(false).describe('Scan accounts through the SDK; otherwise the drop holds exports'),
  regions: z
    .union([z.literal('enabled'), z.array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/)).min(1)])
    .default('enabled'),
  roles: z.array(scanRole).default([]).describe('Accounts to scan besides the own one'),
  organization: z
    .strictObject({ roleName: z.string(), externalId: z.string().optional() })
    .optional()
    .describe('Scan every active account of the organization through a role of this name'),
  types: z.array(z.string()).optional().describe('What to list through Cloud Control; default: what people own most'),
  callBudget: z.number().int().positive().default(200_000).describe('API calls of one scan at the most'),
  exceptions: z.array(exception).default([]),
});

export type InventoryOptions = z.infer<typeof inventoryOptions>;
export type Exception = z.infer<typeof exception>;
