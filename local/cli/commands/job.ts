import { type Arguments, type Command, CommandError } from '../command.ts';
import { stageOption } from '../reach.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, { out, cwd }: Surroundings): Promise<number> => {
  const [{ findPipeline }, { jobsTable }, { jobDocument, printJson }, { jobPage }] = await Promise.all([
    import('../reach.ts'),
    import('../clients.ts'),
    import('../document.ts'),
    import('../show.ts'),
  ]);
  const [jobId = ''] = given.positionals;
  const { reach, table } = await findPipeline(given, cwd);
  const job = await (await jobsTable(reach, table)).get(jobId);
  if (!job) throw new CommandError(`There is no job ${jobId}.`);
  // The buckets of a stage differ in their last word only, see resources/buckets.yml.
  const bucket = job.input.bucket.replace(/-input$/, '-output');
  const artifacts = job.output.artifacts.map(({ name, key, bytes }) => ({
    name,
    path: `s3://${bucket}/${key}`,
    bytes,
  }));
  const told = job.notifications.map(({ channel, subject, bodyKey }) => ({
    channel,
    subject,
    body: `s3://${bucket}/${bodyKey}`,
  }));
  const document = jobDocument(job, artifacts, told);
  out.write(given.flag('json') ? printJson(document) : jobPage(out, job, document));
  return job.status === 'Failed' ? 1 : 0;
};

export const jobCommand: Command = {
  name: 'job',
  summary: "show one job's timeline, error and artifacts",
  takes: ['<id>'],
  options: { ...stageOption, json: { description: 'print one JSON document' } },
  examples: [
    'job 0199aa00-0000-7000-8000-000000000000',
    'job 0199aa00-0000-7000-8000-000000000000 --stage prod --json',
  ],
  run,
};
