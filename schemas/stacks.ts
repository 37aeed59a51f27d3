import * as z from 'zod';

/** A stack that a template is for. */
export const stack = z.object({
  name: z.string().describe('What the commands call the stack'),
  file: z.string().describe('Its template: shop-network.template.yaml'),
  account: z.exactOptional(z.string()),
  region: z.exactOptional(z.string()),
  layer: z.exactOptional(z.string()).describe('What it holds, where several stacks are of one account and Region'),
  dependsOn: z.array(z.string()).describe('Names of stacks whose exports it imports, or that must be there before it'),
  resources: z.record(z.string(), z.string()).describe('Logical id -> resource type'),
  parameters: z.array(z.string()).describe('Logical ids of parameters that want a value (no default)'),
  parametersFile: z.exactOptional(z.string()).describe('Where they are to be filled in, if they are many'),
  resourcesToImport: z.exactOptional(z.string()).describe('The file that tells which live resource each is'),
});

/** stacks.json: the stacks of a drop that became several, in the order of deployment. */
export const stackManifest = z.object({ stacks: z.array(stack) });

export type StackEntry = z.infer<typeof stack>;
export type StackManifest = z.infer<typeof stackManifest>;
