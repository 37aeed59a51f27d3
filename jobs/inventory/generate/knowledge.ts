import type { DatedTable } from './dated-table.ts';
import { rules } from './rules/index.ts';

/** The dated tables that findings rely on. */
const tables: readonly DatedTable[] = [];

/** What every scan is held against. */
export const knowledge = { rules, tables };
