import { defineEvent } from '#schemas/event.ts';
import { cellRecord } from '#schemas/inventory/cell.ts';

export const CellScanned = defineEvent({
  type: 'CellScanned',
  version: '1.0.0',
  description: 'A cell of a scan was read as far as it could be, or given up.',
  producers: ['collector'],
  consumers: [],
  data: cellRecord.pick({ id: true, outcome: true, resources: true, calls: true, durationMs: true }),
  sample: { id: '111122223333/eu-west-1/ec2', outcome: 'complete', resources: 120, calls: 9, durationMs: 1840 },
});
