import type { Finding } from '#schemas/findings.ts';
import { isObject } from '#schemas/json.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const templateLimits = { Resources: 500, Parameters: 200, Mappings: 200, Outputs: 200 } as const;
export const maxTemplateBytes = 1_000_000;

const finding = (message: string, hint: string): Finding => ({
  rule: 'template-limit',
  severity: 'ERROR',
  message,
  hint,
});

const hint = 'Its resources refer to each other in a circle, or one is too large by itself: part them by hand.';

/** What of the template is more than CloudFormation takes; `bytes` is its size in UTF-8. */
export const limitFindings = (template: object, bytes: number): Finding[] => {
  const counts = Object.entries(templateLimits).flatMap(([section, limit]) => {
    const members = new Map(Object.entries(template)).get(section);
    const count = isObject(members) ? Object.keys(members).length : 0;
    if (count <= limit) return [];
    const message = `The template has ${count} ${section.toLowerCase()}; CloudFormation takes ${limit} at most.`;
    return [finding(message, hint)];
  });
  if (bytes <= maxTemplateBytes) return counts;
  const message = `The template is ${bytes} bytes long; CloudFormation takes ${maxTemplateBytes} at most.`;
  return [...counts, finding(message, hint)];
};
