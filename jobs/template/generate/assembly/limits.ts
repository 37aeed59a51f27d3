import type { Finding } from '#schemas/findings.ts';
import { isObject } from '#schemas/json.ts';
import type { Template } from '#shared/cloudformation/template.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const limits = { Resources: 500, Parameters: 200, Mappings: 200, Outputs: 200 } as const;
const maxBytes = 1_000_000;

const finding = (message: string, hint: string): Finding => ({
  rule: 'template-limit',
  severity: 'ERROR',
  message,
  hint,
});

/** What of the template is more than CloudFormation takes; `bytes` is its size in UTF-8. */
export const limitFindings = (template: Template, bytes: number): Finding[] => {
  const counts = Object.entries(limits).flatMap(([section, limit]) => {
    const members = new Map(Object.entries(template)).get(section);
    const count = isObject(members) ? Object.keys(members).length : 0;
    if (count <= limit) return [];
    const message = `The template has ${count} ${section.toLowerCase()}; CloudFormation takes ${limit} at most.`;
    return [finding(message, 'Drop the resources in several folders, by service or by layer, one job each.')];
  });
  if (bytes <= maxBytes) return counts;
  const message = `The template is ${bytes} bytes long; CloudFormation takes ${maxBytes} at most.`;
  return [...counts, finding(message, 'Drop the resources in several folders, by service or by layer, one job each.')];
};
