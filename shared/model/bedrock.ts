import { setTimeout as wait } from 'node:timers/promises';
import { BedrockRuntimeClient, ConverseCommand, type ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime';
import { SSMClient } from '@aws-sdk/client-ssm';
import { readAnswer } from './answer.ts';
import { type CircuitBreaker, circuitBreaker } from './circuit-breaker.ts';
import { failureOf } from './failure.ts';
import { guarded } from './guarded.ts';
import type { Answer, Model, ModelConfig, Question } from './model.ts';
import { promptStore } from './prompts.ts';
import { modelSwitch } from './switch.ts';

const attempts = 3;
const breaker = { failures: 5, pauseMs: 60_000 };
/** Milliseconds before another attempt: "full jitter". https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
const backoff = { base: 400, cap: 6_000 };
/** Bytes for a token at the least, so that an estimate is never too low: JSON has about three. */
const bytesOfToken = 2;

/** What a test replaces: time and chance. */
export type Surroundings = {
  readonly now: () => number;
  readonly random: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
};

const real: Surroundings = {
  now: Date.now,
  random: Math.random,
  wait: (ms, signal) => wait(ms, undefined, { signal }),
};

const requestFor = (
  modelId: string,
  { system, text, tool, maxOutputTokens }: Question<unknown>,
): ConverseCommandInput => ({
  modelId,
  system: [{ text: system }],
  messages: [{ role: 'user', content: [{ text }] }],
  inferenceConfig: { maxTokens: maxOutputTokens },
  toolConfig: {
    tools: [
      {
        toolSpec: {
          name: tool.name,
          description: tool.description,
          // A copy that the SDK's own type of JSON takes.
          inputSchema: { json: JSON.parse(JSON.stringify(tool.inputSchema)) },
        },
      },
    ],
    toolChoice: { tool: { name: tool.name } },
  },
});

/** What a question may use at the most: its input is estimated high, its output is what we ask for. */
const estimate = ({ system, text, tool }: Question<unknown>): number =>
  Math.ceil(
    (Buffer.byteLength(system + text + tool.description) + JSON.stringify(tool.inputSchema).length) / bytesOfToken,
  );

const at = (endpoint: string | undefined) => (endpoint === undefined ? {} : { endpoint });

/** The question with as long an answer as the budget allows; undefined if it allows none that would do. */
const affordable = <Input>(modelId: string, question: Question<Input>): Question<Input> | undefined => {
  const { budget, maxOutputTokens, minOutputTokens = maxOutputTokens } = question;
  for (let most = maxOutputTokens; most >= minOutputTokens; most = Math.floor(most / 2)) {
    if (budget.affords(modelId, estimate(question), most)) return { ...question, maxOutputTokens: most };
  }
  return undefined;
};

/**
 * Models behind Bedrock's Converse API, the first and its fallback, each with a circuit breaker that lives as long as the
 * process. The SDK's own retries are off: an attempt that nobody counts is in no budget.
 */
export const startModel = (config: ModelConfig, around: Partial<Surroundings> = {}): Model => {
  const { now, random, wait: pause } = { ...real, ...around };
  const client = new BedrockRuntimeClient({ maxAttempts: 1, ...at(config.endpoint) });
  const ssm = new SSMClient({ maxAttempts: 1, ...at(config.promptEndpoint ?? config.endpoint) });
  const prompt = promptStore(ssm, config.promptPath, now);
  const modelIds = [config.modelId, ...(config.fallbackModelId ? [config.fallbackModelId] : [])];
  const breakers = new Map(modelIds.map((id) => [id, circuitBreaker({ ...breaker, now })]));

  const attempt = async <Input>(modelId: string, question: Question<Input>, circuit: CircuitBreaker) => {
    const { budget, signal, tool } = question;
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(config.attemptMs)]);
    try {
      const reply = await client.send(new ConverseCommand(requestFor(modelId, question)), { abortSignal });
      circuit.succeeded();
      // Without figures what was allowed for is what it cost.
      const { inputTokens = estimate(question), outputTokens = question.maxOutputTokens } = reply.usage ?? {};
      budget.charge(modelId, inputTokens, outputTokens);
      return readAnswer(reply, tool);
    } catch (error) {
      const failure = failureOf(error, abortSignal.aborted);
      if (failure.next === 'answer') {
        circuit.succeeded();
        budget.charge(modelId, estimate(question), question.maxOutputTokens);
        return { refused: failure.why };
      }
      circuit.failed();
      // Whether a model that did not answer in time charges for it we cannot know.
      if (failure.why.startsWith('too slow')) budget.charge(modelId, estimate(question), 0);
      return failure;
    }
  };

  const askOne = async <Input>(modelId: string, question: Question<Input>): Promise<Answer<Input>> => {
    const circuit = breakers.get(modelId) ?? circuitBreaker({ ...breaker, now });
    const unavailable = (why: string): Answer<Input> => ({ outcome: 'unavailable', why: `${modelId} is ${why}` });
    let why = 'left alone after failures in a row';
    for (let made = 0; made < attempts && circuit.allows(); made += 1) {
      const asked = affordable(modelId, question);
      if (!asked) return unavailable("beyond what is left of the job's budget");
      const result = await attempt(modelId, asked, circuit);
      if ('input' in result) return { outcome: 'answered', modelId, input: result.input };
      if ('refused' in result) return { outcome: 'refused', modelId, why: result.refused };
      if (question.signal.aborted) return unavailable('too slow for the time that the job has');
      ({ why } = result);
      if (result.next === 'other') break;
      if (made + 1 === attempts) break;
      const ceiling = Math.min(backoff.cap, backoff.base * 2 ** made);
      await pause(random() * ceiling, question.signal).catch(() => undefined);
      if (question.signal.aborted) return unavailable('too slow for the time that the job has');
    }
    return unavailable(why);
  };

  const model: Model = {
    prompt,
    async ask(question) {
      const reasons: string[] = [];
      for (const modelId of modelIds) {
        const answer = await askOne(modelId, question);
        if (answer.outcome !== 'unavailable') return answer;
        reasons.push(answer.why);
      }
      return { outcome: 'unavailable', why: reasons.join('; ') };
    },
  };
  if (!config.guard) return model;
  return guarded(model, { off: modelSwitch(ssm, config.guard.parameter, now), spent: config.guard.spent });
};
