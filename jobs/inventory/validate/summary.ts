import type { CellRecord } from '#schemas/inventory/cell.ts';
import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';
import type { ResourceRef } from '#schemas/inventory/resource.ts';
import type { InventorySummary } from '#schemas/inventory/summary.ts';
import { oneLine } from '#shared/message/layout.ts';
import { type Recommendation, recommendationsOf } from '../generate/report/recommendations.ts';
import { ageOf, fieldOf, kindOf, nameOf } from '../generate/report/words.ts';

const named = 20;
const few = 5;
const maxName = 100;
const staleDays = 90;

/** Names are as long as anybody likes: a record and an email are not. */
const short = (resource: ResourceRef): string => oneLine(nameOf(resource), maxName);

const kindAndName = (resource: ResourceRef): string => `${kindOf(resource.type)} ${short(resource)}`;

const incompleteOf = (coverage: readonly CellRecord[]): InventorySummary['incomplete'] =>
  coverage
    .filter(({ outcome }) => outcome !== 'complete')
    .slice(0, named)
    .map(({ id, outcome, looks }) => ({
      cell: id,
      outcome,
      reason: oneLine(looks.find((look) => look.outcome !== 'complete')?.reason ?? ''),
    }));

const criticalOf = (findings: readonly InventoryFinding[], scannedAt: string): InventorySummary['critical'] =>
  findings
    .filter(({ severity }) => severity === 'critical')
    .slice(0, named)
    .map((finding) => ({
      title: finding.title,
      resource: short(finding.resource),
      where: `${finding.resource.region}, account ${finding.resource.accountId}`,
      why: oneLine(finding.why),
      age: ageOf(finding, scannedAt),
    }));

const told = ({ severity, title, todo, page, findings, resources, monthlyUsd, due }: Recommendation) => ({
  severity,
  title,
  todo,
  page,
  findings,
  resources: resources.map((name) => oneLine(name, maxName)),
  monthlyUsd,
  ...(due !== undefined && { due }),
});

const deadlinesOf = ({ findings, scannedAt }: InventoryReport): InventorySummary['deadlines'] => {
  const coming = findings.filter(({ due }) => due !== undefined && due >= scannedAt.slice(0, 10));
  return [...Map.groupBy(coming, ({ due, title }) => `${due} ${title}`).values()]
    .flatMap(([first, ...others]) =>
      first?.due === undefined ? [] : [{ due: first.due, title: first.title, resources: 1 + others.length }],
    )
    .sort((a, b) => (a.due < b.due ? -1 : 1))
    .slice(0, named);
};

const typesOf = ({ byType }: InventoryReport['counts']): InventorySummary['types'] =>
  Object.entries(byType)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, named)
    .map(([type, resources]) => ({ type, resources }));

const highlightsOf = (report: InventoryReport) => {
  const { counts, findings, suppressed, scannedAt, regions, changes, costs, tables, insight, insightNote } = report;
  const recommendations = recommendationsOf(report);
  return {
    regions: regions.length,
    types: typesOf(counts),
    newFindings: findings.filter(({ status }) => status === 'new').length,
    suppressed: suppressed.length,
    stoppedInstances: findings.filter(({ rule }) => rule === 'ec2-stopped').length,
    critical: criticalOf(findings, scannedAt),
    recommendations: recommendations.slice(0, named).map(told),
    kinds: recommendations.length,
    deadlines: deadlinesOf(report),
    costs: costs.byRule
      .toSorted((a, b) => b.monthlyUsd - a.monthlyUsd)
      .slice(0, named)
      .map(({ rule, findings: count, monthlyUsd }) => ({ rule, findings: count, monthlyUsd })),
    names: {
      appeared: changes.appeared.slice(0, few).map(kindAndName),
      gone: changes.gone.slice(0, few).map(kindAndName),
      changed: changes.changed
        .slice(0, few)
        .map(({ resource, fields }) =>
          oneLine(`${kindAndName(resource)}: ${fields.map(({ path }) => fieldOf(path)).join(', ')}`),
        ),
    },
    unusual: report.anomalies
      .slice(0, few)
      .map(({ metric, value, median, score }) => ({ metric, value, median, score })),
    staleTables: tables.filter(({ ageDays }) => ageDays > staleDays).map(({ name, asOf }) => `${name} of ${asOf}`),
    ...(insight && { insight: { model: insight.model, summary: insight.summary, priorities: insight.priorities } }),
    insightNote: insightNote ?? '',
  };
};

/** What the email and a list of jobs want without opening findings.json. */
export const summaryOf = (report: InventoryReport): InventorySummary => {
  const { source, scannedAt, accounts, counts, coverage, costs, findings, fixed, changes } = report;
  return {
    source,
    scannedAt,
    accounts,
    resources: counts.resources,
    bySeverity: counts.bySeverity,
    eolWarnings: counts.eolWarnings,
    cells: counts.cells,
    cellsIncomplete: counts.cellsIncomplete,
    calls: counts.calls,
    incomplete: incompleteOf(coverage),
    monthlyUsd: costs.monthlyUsd,
    yearlyUsd: costs.yearlyUsd,
    top: findings.slice(0, named).map(({ severity, title, resource, todo }) => ({
      severity,
      title,
      resource: oneLine(resource.name ?? resource.arn),
      todo,
    })),
    fixed: fixed.length,
    changes: {
      appeared: changes.appeared.length,
      gone: changes.gone.length,
      changed: changes.changed.length,
      ...(changes.since === undefined ? {} : { since: changes.since }),
    },
    ...highlightsOf(report),
  };
};
