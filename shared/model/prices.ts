/** US dollars for a million tokens. */
type Price = { readonly input: number; readonly output: number };

/** The day the table below was last gone through. Whatever is computed by it is an estimate: the bill is AWS's. */
export const pricesAsOf = '2026-11-21';

/**
 * On-demand prices by the model's name, the dearer where regions differ. Kept by hand, and compared with no bill:
 * https://aws.amazon.com/bedrock/pricing/
 */
const prices: readonly (readonly [model: RegExp, price: Price])[] = [
  [/anthropic\.claude-opus-4-(5|6)/, { input: 5.5, output: 27.5 }],
  [/anthropic\.claude-opus-4/, { input: 15, output: 75 }],
  [/anthropic\.claude-sonnet-4/, { input: 3.3, output: 16.5 }],
  [/anthropic\.claude-3-[57]-sonnet/, { input: 3, output: 15 }],
  [/anthropic\.claude-haiku-4-5/, { input: 1.1, output: 5.5 }],
  [/anthropic\.claude-3-5-haiku/, { input: 1, output: 5 }],
  [/amazon\.nova-premier/, { input: 2.5, output: 12.5 }],
  [/amazon\.nova-pro/, { input: 0.8, output: 3.2 }],
  [/amazon\.nova-lite/, { input: 0.06, output: 0.24 }],
  [/amazon\.nova-micro/, { input: 0.035, output: 0.14 }],
];

const dearest: Price = {
  input: Math.max(...prices.map(([, { input }]) => input)),
  output: Math.max(...prices.map(([, { output }]) => output)),
};

/** What tokens cost, in US dollars: an estimate. A model that is not in the table counts as the dearest that is: a budget never gives way. */
export const costUsd = (modelId: string, inputTokens: number, outputTokens: number): number => {
  const { input, output } = prices.find(([model]) => model.test(modelId))?.[1] ?? dearest;
  return (inputTokens * input + outputTokens * output) / 1_000_000;
};
