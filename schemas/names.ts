export const jobKinds = ['template', 'inventory', 'spec'] as const;
export const jobStatuses = ['Pending', 'Running', 'Succeeded', 'Failed'] as const;
export const stageNames = ['intake', 'collector', 'generator', 'validator', 'notifier', 'cleanup'] as const;

export type JobKind = (typeof jobKinds)[number];
export type JobStatus = (typeof jobStatuses)[number];
export type StageName = (typeof stageNames)[number];
