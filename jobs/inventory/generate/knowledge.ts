import type { DatedTable } from './dated-table.ts';
import { supportDates } from './eol/tables.ts';
import { priceTable } from './prices/prices.ts';
import { rules } from './rules/index.ts';

/** The dated tables that findings rely on. */
const tables: readonly DatedTable[] = [...supportDates, priceTable];

/** What every scan is held against. */
export const knowledge = { rules, tables };
