import type { ExportedResource } from '#shared/exports/resource.ts';

/** Whether a resource is told in the names and shapes of Terraform's AWS provider. */
export const isTerraform = ({ dialect }: Pick<ExportedResource, 'dialect'>): boolean =>
  dialect === 'terraform-state' || dialect === 'terraform-show';
