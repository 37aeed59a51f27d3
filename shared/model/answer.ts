import type { ConverseCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Tool } from './model.ts';

export type Read<Input> = { readonly input: Input } | { readonly refused: string };

/**
 * The tool's input from a model's reply, or why it is none. Nothing is picked out of prose, and half an answer is none:
 * `max_tokens` is judged before the content, for a truncated call can still parse.
 */
export const readAnswer = <Input>({ output, stopReason }: ConverseCommandOutput, tool: Tool<Input>): Read<Input> => {
  if (stopReason === 'max_tokens' || stopReason === 'model_context_window_exceeded') {
    return { refused: 'the answer was cut off' };
  }
  if (stopReason === 'guardrail_intervened' || stopReason === 'content_filtered') {
    return { refused: 'the answer was held back by a filter' };
  }
  const calls = (output?.message?.content ?? []).flatMap(({ toolUse }) => (toolUse ? [toolUse] : []));
  const [call] = calls;
  if (!call) return { refused: 'it answered with prose instead of a call of the tool' };
  if (calls.length > 1) return { refused: 'it called more than one tool' };
  if (call.name !== tool.name) return { refused: 'it called a tool that it was not given' };
  const parsed = tool.parse.safeParse(call.input);
  if (parsed.success) return { input: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join('/').slice(0, 80);
  return { refused: `its call does not fit the tool${where ? ` at ${where}` : ''}` };
};
