import type { Findings } from './run.ts';

const measurements: Readonly<Record<string, () => Promise<{ run(args: readonly string[]): Promise<Findings> }>>> = {
  recognition: () => import('./fidelity/recognition/recognition.ts'),
  'round-trip': () => import('./fidelity/round-trip/round-trip.ts'),
};

/** `fidelity recognition <checkout of the AWS CLI>`: whether what goes in is taken for what it is; `fidelity round-trip [templates]`: whether it comes back. */
export const run = async ([name = '', ...args]: readonly string[]): Promise<Findings> => {
  const load = Object.hasOwn(measurements, name) ? measurements[name] : undefined;
  if (!load) throw new Error(`Which fidelity? One of: ${Object.keys(measurements).join(', ')}`);
  return (await load()).run(args);
};
