import { GetParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** Milliseconds for which it is not asked anew: so long a model may still be asked once it is off. */
const keptMs = 60_000;
const patienceMs = 2_000;

type Sending = Pick<SSMClient, 'send'>;

const off = /^off\b/i;
/** A parameter holds 4 KB; who reads a report needs the reason, not the data points. */
const longest = 400;

/**
 * The switch of a stage's model: a parameter that begins with `off`, and says why. One that is not there or says anything else is on. What cannot
 * be read is what it was: each job's own budget holds meanwhile.
 */
export const modelSwitch = (ssm: Sending, parameter: string, now: () => number = Date.now) => {
  let why: string | undefined;
  let until = 0;
  const read = async (): Promise<string | undefined> => {
    const command = new GetParameterCommand({ Name: parameter });
    try {
      const { Parameter } = await ssm.send(command, { abortSignal: AbortSignal.timeout(patienceMs) });
      const text = Parameter?.Value?.trim() ?? '';
      return off.test(text) ? text : undefined;
    } catch (error) {
      return error instanceof Error && error.name === 'ParameterNotFound' ? undefined : why;
    }
  };
  /** Why the model is off, as the parameter says it, or undefined if it is on. */
  return async (): Promise<string | undefined> => {
    if (now() >= until) {
      why = await read();
      until = now() + keptMs;
    }
    return why;
  };
};

/** Switches the model of a stage off for everybody, with the time and the reason. Throws if it cannot be written. */
export const switchOff = async (
  ssm: Sending,
  parameter: string,
  { since, reason }: { readonly since: string; readonly reason: string },
): Promise<void> => {
  const Value = `off since ${since}: ${reason}`.slice(0, longest);
  await ssm.send(new PutParameterCommand({ Name: parameter, Value, Type: 'String', Overwrite: true }));
};
