import { generateTemplate } from '#schemas/api/operations/generate-template.ts';
import { templateSubmission } from '#schemas/api/submission.ts';
import { defineTool } from '../tool.ts';
import { headersOf, idempotency, startedReply, starting } from './start-job.ts';

export const startTemplateJob = defineTool({
  name: 'start_template_job',
  title: 'Start a template job',
  description:
    'Makes a validated CloudFormation template of resource configurations: output of the AWS CLI, AWS Config, Cloud Control, Terraform state, CloudFormation fragments. ' +
    'Takes seconds. The job has template.yaml, findings.json, fidelity.json, report.html and a diagram.',
  input: templateSubmission.omit({ simulate: true }).extend(idempotency),
  ...starting,
  pathFor: 'template',
  run: async ({ idempotencyKey, ...body }, { call }) =>
    startedReply(await call(generateTemplate, { body, headers: headersOf(idempotencyKey) })),
});
