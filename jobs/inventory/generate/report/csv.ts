import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';

type Cell = string | number | undefined;

/** A cell that begins like a formula is one to a spreadsheet: a tag of `=HYPERLINK(…)` must stay a text. https://owasp.org/www-community/attacks/CSV_Injection */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const cell = (value: Cell): string => {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** RFC 4180, with the byte order mark that spreadsheets want for UTF-8. */
const csv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${[header, ...rows].map((row) => row.map(cell).join()).join('\r\n')}\r\n`;

const findingRow = (finding: InventoryFinding): readonly Cell[] => [
  finding.severity,
  finding.rule,
  finding.title,
  finding.resource.name,
  finding.resource.type,
  finding.resource.arn,
  finding.resource.region,
  finding.resource.accountId,
  finding.status,
  finding.firstSeen,
  finding.due,
  finding.exposure,
  finding.cost?.monthlyUsd,
  finding.cost?.yearlyUsd,
  finding.why,
  finding.todo,
  finding.page,
  finding.rank,
];

/** findings.csv: one row a finding, the highest rank first. */
export const findingsCsv = ({ findings }: InventoryReport): string =>
  csv(
    'severity,rule,title,name,type,arn,region,account,status,first_seen,due,exposure,monthly_usd,yearly_usd,why,todo,page,rank'.split(
      ',',
    ),
    findings.map(findingRow),
  );

const tagText = (tags: InventoryResource['tags']): string =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('; ');

/** resources.csv: one row a resource, by account, region, type and ARN. */
export const resourcesCsv = (resources: readonly InventoryResource[], { findings }: InventoryReport): string => {
  const counts = Map.groupBy(findings, ({ resource }) => resource.arn);
  const key = ({ accountId, region, type, arn }: InventoryResource) => `${accountId} ${region} ${type} ${arn}`;
  const rows = resources
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((each): readonly Cell[] => [
      each.accountId,
      each.region,
      each.type,
      each.name,
      each.id,
      each.state,
      each.createdAt,
      tagText(each.tags),
      counts.get(each.arn)?.length ?? 0,
      each.arn,
    ]);
  return csv('account,region,type,name,id,state,created_at,tags,findings,arn'.split(','), rows);
};
