import * as z from 'zod';
import { getInventorySummary as operation } from '#schemas/api/operations/get-inventory-summary.ts';
import { defineAction } from '../action.ts';

export const getInventorySummary = defineAction({
  name: 'getInventorySummary',
  description: 'The sums of the latest scan: how many resources and findings there are, and what could be saved.',
  operation,
  parameters: z.object({}),
  request: () => ({ query: {} }),
  brief: ({ jobId, scannedAt, accounts, regions, counts, costs, anomalies }) => ({
    jobId,
    scannedAt,
    accounts,
    regions,
    counts,
    costs,
    anomalies,
  }),
});
