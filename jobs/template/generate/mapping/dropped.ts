import type { dropReasons } from '#schemas/fidelity.ts';

export type DropReason = (typeof dropReasons)[number];
