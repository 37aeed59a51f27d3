import { addYears, endOfDay, isoDate } from '../days.ts';
import data from './support-dates.json' with { type: 'json' };
import { type SupportRow, type SupportTable, supportTables } from './support-table.ts';

/** What AWS says of how long it supports what; made by scripts/support-dates.ts, but for what is kept by hand. */
export const supportDates: readonly SupportTable[] = supportTables.parse(data);

const rows: ReadonlyMap<string, ReadonlyMap<string, SupportRow>> = new Map(
  supportDates.map((table) => [table.name, new Map(table.rows.map((row) => [row.version, row]))]),
);

/** Three instants that must not be mixed up; each is the last one that still counts. */
export type Support = {
  readonly standardEnds: Date;
  readonly extendedEnds?: Date;
  /** From when extended support is charged for. */
  readonly chargedFrom?: Date;
  /** From when it costs twice as much: the third year. */
  readonly dearerFrom?: Date;
  readonly updatesBlocked?: Date;
};

const startOfDay = (date: string): Date => new Date(`${date}T00:00:00.000Z`);

/**
 * The support of a version by the dated tables; undefined if they do not know it.
 * @param table lambda-runtimes, rds-postgres, rds-mysql, rds-mariadb, aurora-postgresql, aurora-mysql, eks
 */
export const supportOf = (table: string, version: string): Support | undefined => {
  const row = rows.get(table)?.get(version);
  if (!row) return undefined;
  const standardEnds = endOfDay(row.standardEnds);
  const updatesBlocked = row.updatesBlocked === undefined ? {} : { updatesBlocked: startOfDay(row.updatesBlocked) };
  if (row.extendedEnds === undefined) return { standardEnds, ...updatesBlocked };
  return extended(standardEnds, endOfDay(row.extendedEnds), row.chargedFrom);
};

/** The third year is counted from the first day that is charged, https://aws.amazon.com/rds/postgresql/pricing/ */
export const extended = (standardEnds: Date, extendedEnds: Date, charged?: string): Support => {
  const chargedFrom = charged === undefined ? new Date(standardEnds.getTime() + 1) : startOfDay(charged);
  return { standardEnds, extendedEnds, chargedFrom, dearerFrom: startOfDay(isoDate(addYears(chargedFrom, 2))) };
};
