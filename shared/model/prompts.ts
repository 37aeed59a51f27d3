import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

const keptMs = 5 * 60_000;
/** What Parameter Store is given: a prompt is worth no waiting. */
const patienceMs = 2_000;

type Kept = { readonly text: string | undefined; readonly until: number };

/**
 * Prompts from Parameter Store, each kept for five minutes, a missing one too. What is not there, empty or not to be had
 * in time is the packaged text: a prompt is tuning, not a part that can be missing.
 */
export const promptStore = (ssm: Pick<SSMClient, 'send'>, path: string, now: () => number = Date.now) => {
  const kept = new Map<string, Kept>();
  const fetched = async (name: string): Promise<string | undefined> => {
    const command = new GetParameterCommand({ Name: `${path}${name}` });
    const answer = await ssm.send(command, { abortSignal: AbortSignal.timeout(patienceMs) }).catch(() => undefined);
    const text = answer?.Parameter?.Value?.trim();
    return text === '' ? undefined : text;
  };
  return async (name: string, packaged: string): Promise<string> => {
    const known = kept.get(name);
    if (known && now() < known.until) return known.text ?? packaged;
    const text = await fetched(name);
    kept.set(name, { text, until: now() + keptMs });
    return text ?? packaged;
  };
};
