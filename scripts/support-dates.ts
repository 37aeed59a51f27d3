/**
 * Makes jobs/inventory/generate/eol/support-dates.json from a checkout of https://github.com/endoflife-date/endoflife.date, whose
 * products are read from AWS's own release calendars. Usage: npm run tables -- <checkout> [<as of, yyyy-mm-dd>]; without a
 * date, the day of the checkout's last commit.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { type SupportRow, supportTables } from '#jobs/inventory/generate/eol/support-table.ts';

const date = z.union([z.iso.date(), z.boolean()]).optional();
const product = z.object({
  releasePolicyLink: z.url(),
  releases: z.array(z.object({ releaseCycle: z.string(), eoas: date, eol: date, eoes: date })),
});

type Release = z.infer<typeof product>['releases'][number];

const known = (value: z.infer<typeof date>): string | undefined => (typeof value === 'string' ? value : undefined);

const row = (version: string, standardEnds: string | undefined, rest: Partial<SupportRow>): readonly SupportRow[] =>
  standardEnds === undefined ? [] : [{ version, standardEnds, ...rest }];

const engine = ({ releaseCycle, eol, eoes }: Release): readonly SupportRow[] => {
  const extendedEnds = known(eoes);
  return row(releaseCycle, known(eol), extendedEnds === undefined ? {} : { extendedEnds });
};

/** Charges for PostgreSQL 11 began a month late. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-charges.html */
const postgres = (release: Release): readonly SupportRow[] =>
  engine(release).map((each) => (each.version === '11' ? { ...each, chargedFrom: '2024-04-01' } : each));

/** MySQL's calendar has a row for each minor version; what is supported, and paid for, is the major one. */
const mysql = (release: Release): readonly SupportRow[] =>
  engine({ ...release, releaseCycle: release.releaseCycle.split('.').slice(0, 2).join('.') });

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: deprecated first, updates blocked later */
const runtime = ({ releaseCycle, eoas, eol }: Release): readonly SupportRow[] => {
  const updatesBlocked = known(eol);
  return row(releaseCycle, known(eoas), updatesBlocked === undefined ? {} : { updatesBlocked });
};

const products = [
  ['lambda-runtimes', 'aws-lambda', runtime],
  ['rds-postgres', 'amazon-rds-postgresql', postgres],
  ['rds-mysql', 'amazon-rds-mysql', mysql],
  ['rds-mariadb', 'amazon-rds-mariadb', engine],
  ['aurora-postgresql', 'amazon-aurora-postgresql', postgres],
  ['eks', 'amazon-eks', engine],
] as const;

const [checkout, given] = process.argv.slice(2);
if (!checkout) throw new Error('Usage: npm run tables -- <checkout of endoflife.date> [<as of, yyyy-mm-dd>]');
const git = (...args: string[]) => execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8' }).trim();
const asOf = given ?? git('log', '-1', '--format=%cs');

const tableOf = ([name, file, rowsOf]: (typeof products)[number]) => {
  const text = git('show', `HEAD:products/${file}.md`);
  const { releasePolicyLink, releases } = product.parse(parse(text.split('\n---')[0] ?? '', { schema: 'core' }));
  const rows = new Map(releases.flatMap(rowsOf).map((each) => [each.version, each]));
  return { name, asOf, sources: [releasePolicyLink, `https://endoflife.date/${file}`], rows: [...rows.values()] };
};

const file = join(import.meta.dirname, '..', 'jobs', 'inventory', 'generate', 'eol', 'support-dates.json');
const before = supportTables.parse(JSON.parse(readFileSync(file, 'utf8')));
const made = products.map(tableOf);
// What no calendar of theirs covers is kept by hand, with its own date.
const byHand = before.filter(({ name }) => !made.some((table) => table.name === name));
writeFileSync(file, `${JSON.stringify(supportTables.parse([...made, ...byHand]), null, 2)}\n`);
