/** One process that runs functions, as a host of Lambda's does. What it runs it is told by its parent, without whom it is nothing. */
import { createClosing } from '#local/cloud/closing.ts';
import { type Compute, startCompute } from '#local/cloud/lambda/compute.ts';

const ignore = () => undefined;

process.once('message', async (compute: Compute) => {
  await startCompute(compute, { onLog: ignore, report: ignore, graceMs: 0 }, createClosing());
  process.send?.('up');
});
process.once('disconnect', () => process.exit());
