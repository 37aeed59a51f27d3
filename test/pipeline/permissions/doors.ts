import { accepted } from '#schemas/api/submission.ts';
import { uploadReply } from '#schemas/api/upload.ts';
import type { Job } from '#schemas/job.ts';
import { type Asked, apiClient, type Name, toldBy } from '../api-client.ts';
import { eventually, type Pipeline } from '../harness.ts';

/** A UUID, wherever it stands. */
const jobIdIn = (text: string): string => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0] ?? 'none';

/** The ways in: the REST API, MCP and the Bedrock agent's actions. Each throws for an answer that is a refusal. */
export const doorsOf = (pipeline: Pipeline) => {
  const ask = apiClient(pipeline.cloud);

  const post = async (path: string, asked: Asked): Promise<string> =>
    toldBy(accepted, await ask('POST', path, asked), 202).jobId;

  const get = async (path: string, as: Name | null = 'Alice') => {
    const answer = await ask('GET', path, { as });
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
    return answer;
  };

  /** Sends a file by a signed form; returns the upload's id. */
  const upload = async (name: string, content: string, as: Name = 'Alice'): Promise<string> => {
    const answer = await ask('POST', '/v1/uploads', { json: { files: [{ name }] }, as });
    const { uploadId, files } = toldBy(uploadReply, answer, 201);
    const form = new FormData();
    for (const [field, value] of Object.entries(files[0]?.fields ?? {})) form.append(field, value);
    form.append('file', new Blob([content]));
    const { status } = await fetch(files[0]?.url ?? '', { method: 'POST', body: form });
    if (status !== 204) throw new Error(`The form was answered ${status}`);
    return uploadId;
  };

  /** Calls a tool over MCP; returns what is told, and the id of the job in it. */
  const mcp = async (name: string, given: object, as: Name = 'Alice') => {
    const json = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } };
    const headers = { accept: 'application/json, text/event-stream' };
    const { status, text } = await ask('POST', '/v1/mcp', { json, headers, as });
    if (status !== 200 || text.includes('"isError":true') || !text.includes('"result"'))
      throw new Error(`${name}: ${text.slice(0, 2_000)}`);
    return { text, jobId: jobIdIn(text) };
  };

  /** Has the Bedrock agent act. https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html#agents-lambda-input */
  const agent = async (name: string, given: Readonly<Record<string, string>> = {}) => {
    const invocation = await pipeline.cloud.invoke('agent', {
      messageVersion: '1.0',
      agent: { name: 'dropforge', id: 'AGENT12345', alias: 'ALIAS12345', version: '1' },
      inputText: 'go on',
      sessionId: 'session',
      actionGroup: 'jobs',
      function: name,
      parameters: Object.entries(given).map(([parameter, value]) => ({ name: parameter, type: 'string', value })),
      sessionAttributes: {},
      promptSessionAttributes: {},
    });
    const text = JSON.stringify(invocation);
    if (invocation.outcome !== 'success' || /\\"status\\":[45]\d\d/.test(text)) throw new Error(`${name}: ${text}`);
    return { text, jobId: jobIdIn(text) };
  };

  /** The job once it is ended, told so often and archived. */
  const settled = (jobId: string, told = 1): Promise<Job> =>
    eventually(`job ${jobId} has settled`, async () => {
      const job = await pipeline.jobs.get(jobId);
      return job?.endedAt && job.archive && job.notifications.length >= told && !job.outbox ? job : undefined;
    });

  /** Drops files and asks for their job as soon as intake has noted them, before they have settled. */
  const asSoonAsNoted = (folder: string, start: () => Promise<string>): Promise<string> =>
    eventually(`drops/${folder}/ was noted`, () =>
      start().catch((error: unknown) => {
        if (String(error).includes('NO_SUCH_DROP')) return undefined;
        throw error;
      }),
    );

  return { ask, post, get, upload, mcp, agent, settled, asSoonAsNoted };
};
