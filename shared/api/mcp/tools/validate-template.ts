import * as z from 'zod';
import { type Finding, findingsReport } from '#schemas/findings.ts';
import { asData } from '../as-data.ts';
import { defineTool } from '../tool.ts';

/** CloudFormation takes 1 MB. */
const maxTemplateChars = 1024 * 1024;

const told = 50;

const place = ({ logicalId, property, line }: Finding): string =>
  [[logicalId, property].filter((part) => part !== undefined).join('/'), line === undefined ? '' : `line ${line}`]
    .filter((part) => part !== '')
    .join(', ');

const lineOf = (finding: Finding): string => {
  const { severity, rule, message, hint, fix } = finding;
  if (fix) return `FIXED ${rule} ${place(finding)}: ${fix.description}`;
  return `${severity} ${rule} ${place(finding)}: ${message}${hint ? ` Hint: ${hint}` : ''}`;
};

const output = findingsReport
  .pick({ verdict: true, engine: true, counts: true, findings: true })
  .extend({ template: z.string().optional().describe('As it was mended; absent if nothing was') });

export const validateTemplate = defineTool({
  name: 'validate_template',
  title: 'Validate a template',
  description:
    "Judges a CloudFormation template (YAML or JSON) offline, by AWS's own rules and resource schemas. With fix it also mends what is certain, and gives the template back. " +
    'Nothing is deployed and no job is started.',
  input: z.strictObject({
    template: z.string().max(maxTemplateChars).describe('Its text'),
    fileName: z
      .string()
      .max(255)
      .regex(/^[^\p{Cc}]+$/u)
      .default('template.yaml')
      .describe('What the findings call it'),
    fix: z.boolean().default(false).describe('Mend what a machine can with certainty'),
  }),
  output,
  annotations: { readOnlyHint: true, openWorldHint: false, idempotentHint: true },
  run: async ({ template, fileName, fix }, { validate, charge }) => {
    await charge();
    const { text, report } = await validate({ text: template, fileName, fix });
    const mended = text === template ? undefined : text;
    const { verdict, engine, counts, findings } = report;
    const { fatal, error, warn, info, fixed } = counts;
    const lines = findings.slice(0, told).map(lineOf);
    if (findings.length > told) lines.push(`${findings.length - told} more are in the structured content.`);
    return {
      structured: { verdict, engine, counts, findings, ...(mended !== undefined && { template: mended }) },
      text: [
        `The template is ${verdict}: ${fatal} fatal, ${error} errors, ${warn} warnings, ${info} remarks; ${fixed} were mended.`,
        ...(lines.length > 0 ? [asData('findings', lines.join('\n'))] : []),
        ...(mended === undefined ? [] : [asData('the mended template', mended)]),
        ...(findings.length > 0 ? ['explain_finding tells what a rule means and how to mend it.'] : []),
      ].join('\n'),
    };
  },
});
