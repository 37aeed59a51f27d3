import { severities } from '#schemas/inventory/finding.ts';
import type { InventorySummary } from '#schemas/inventory/summary.ts';
import { bullet, bullets, counted, oneLine, wrap } from '#shared/message/layout.ts';
import { kindOf, minuteOf, number, untilWords, usd } from '../generate/report/words.ts';

const shown = 5;
/** As many as are alerted to one by one. */
const shownCritical = 10;

/** A titled block in the form of the alert people know; nothing at all if it has no lines. */
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines];

const item = (text: string): readonly string[] => wrap(oneLine(text), '- ', '  ');

const seen = ({ cells, cellsIncomplete }: InventorySummary): string => {
  if (cells === 0) return 'Nothing could be looked at';
  return cellsIncomplete === 0
    ? `Seen: all ${counted(cells, 'cell')} (account, region, service)`
    : `NOT SEEN completely: ${number(cellsIncomplete)} of ${counted(cells, 'cell')}, see COVERAGE`;
};

const typeText = ({ types }: InventorySummary): string => {
  const first = types.slice(0, shown).map(({ type, resources }) => `${kindOf(type)} ${number(resources)}`);
  return `Resource Types: ${first.join(', ')}${types.length > shown ? ', …' : ''}`;
};

const summaryLines = (told: InventorySummary): readonly string[] => [
  ...item(
    `Total Resources: ${number(told.resources)} in ${counted(told.accounts.length, 'account')}, ${counted(told.regions, 'region')}`,
  ),
  ...(told.types.length > 0 ? item(typeText(told)) : []),
  ...item(
    `Findings: ${severities.map((each) => `${number(told.bySeverity[each])} ${each}`).join(', ')}; ${number(told.newFindings)} new, ${number(told.fixed)} fixed`,
  ),
  ...item(`Cost of leaving it so (estimate): ${usd(told.monthlyUsd)} a month, ${usd(told.yearlyUsd)} in 12 months`),
  ...item(seen(told)),
];

export const insightLines = ({ insight, insightNote }: InventorySummary): readonly string[] => {
  if (!insight) return insightNote === '' ? [] : wrap(oneLine(insightNote));
  const { summary, priorities, model } = insight;
  return [
    ...summary.slice(0, shown).flatMap((sentence) => wrap(oneLine(sentence, 400))),
    ...priorities
      .slice(0, shown)
      .flatMap(({ title, action }, at) => wrap(oneLine(`${title}: ${action}`, 400), `${at + 1}. `, '   ')),
    ...wrap(`(Written by ${oneLine(model, 100)}; its figures were held against the findings.)`),
  ];
};

const criticalLines = ({
  critical,
  bySeverity,
  eolWarnings,
  stoppedInstances,
}: InventorySummary): readonly string[] => [
  ...item(`Critical: ${number(bySeverity.critical)}`),
  ...critical
    .slice(0, shownCritical)
    .flatMap(({ title, resource, where, age }) => bullet(`${title}: ${resource}, ${where} (${age})`)),
  ...(bySeverity.critical > shownCritical ? [`  … and ${number(bySeverity.critical - shownCritical)} more`] : []),
  ...item(`EOL Warnings: ${number(eolWarnings)}`),
  ...item(`Stopped EC2: ${number(stoppedInstances)}`),
];

const recommendationLines = ({ recommendations, kinds, scannedAt }: InventorySummary): readonly string[] => [
  ...recommendations.slice(0, shown).flatMap(({ severity, title, todo, findings, resources, monthlyUsd, due }, at) => {
    const names = `${resources.join(', ')}${findings > resources.length ? ` and ${number(findings - resources.length)} more` : ''}`;
    const facts = [
      ...(due === undefined ? [] : [`due ${due}, ${untilWords(due, scannedAt)}`]),
      ...(monthlyUsd > 0 ? [`${usd(monthlyUsd)} a month`] : []),
    ];
    return [
      ...wrap(oneLine(`[${severity}] ${title}: ${names}`, 220), `${at + 1}. `, '   '),
      ...wrap(oneLine(todo, 220), '   '),
      ...(facts.length > 0 ? wrap(`(${facts.join('; ')})`, '   ') : []),
    ];
  }),
  ...(kinds > shown ? [`… and ${number(kinds - shown)} more kinds of findings: see report.html`] : []),
];

const changeLines = ({ changes, names, newFindings, fixed, unusual }: InventorySummary): readonly string[] => {
  if (changes.since === undefined) return item('First look: changes are told from the next scan on');
  const list = (what: string, all: readonly string[], total: number): readonly string[] => [
    ...item(`${number(total)} ${what}`),
    ...bullets(
      all.slice(0, 3).map((name) => oneLine(name, 140)),
      total,
    ),
  ];
  return [
    ...list('new', names.appeared, changes.appeared),
    ...list('gone', names.gone, changes.gone),
    ...list('changed', names.changed, changes.changed),
    ...item(`Findings: ${number(newFindings)} new, ${number(fixed)} fixed`),
    ...unusual
      .slice(0, 3)
      .flatMap(({ metric, value, median, score }) =>
        item(`Unusual: ${kindOf(metric)} ${number(value)}, usually ${number(median)} (z-score ${score.toFixed(1)})`),
      ),
  ];
};

const deadlineLines = ({ deadlines, scannedAt }: InventorySummary): readonly string[] =>
  deadlines
    .slice(0, shown)
    .flatMap(({ due, title, resources }) =>
      item(`${due} (${untilWords(due, scannedAt)}): ${title}, ${counted(resources, 'resource')}`),
    );

const costLines = ({ costs, monthlyUsd, yearlyUsd }: InventorySummary): readonly string[] => {
  const paid = costs.filter((each) => each.monthlyUsd > 0).slice(0, shown);
  if (paid.length === 0) return [];
  const line = (what: string, amount: number) => `  ${usd(amount).padStart(12)} a month  ${what}`;
  return [
    ...paid.map(({ rule, findings, monthlyUsd: amount }) => line(`${rule} (${number(findings)})`, amount)),
    line(`all; ${usd(yearlyUsd)} in 12 months`, monthlyUsd),
  ];
};

const coverageLines = ({
  cells,
  cellsIncomplete,
  incomplete,
  calls,
  staleTables,
  suppressed,
}: InventorySummary): readonly string[] => [
  ...item(`${number(cells - cellsIncomplete)} of ${counted(cells, 'cell')} complete, ${counted(calls, 'call')} of AWS`),
  ...incomplete
    .slice(0, shown)
    .flatMap(({ cell, outcome, reason }) => bullet(oneLine(`${cell} ${outcome}: ${reason}`, 200))),
  ...(cellsIncomplete > shown ? [`  … and ${number(cellsIncomplete - shown)} more: see report.html`] : []),
  ...(cellsIncomplete > 0 ? item('Nothing is called gone or fixed because of what could not be seen') : []),
  ...(suppressed > 0 ? item(`${counted(suppressed, 'finding')} suppressed by exceptions`) : []),
  ...staleTables.slice(0, 3).flatMap((table) => item(`Older than 90 days: ${table}`)),
];

/** The email of a scan that was reported, up to its files: half a minute's reading whatever the accounts' size. */
export const successText = (told: InventorySummary): readonly string[] => [
  'AWS Infrastructure Analysis Report',
  `Generated: ${minuteOf(told.scannedAt)}`,
  ...section('SUMMARY', summaryLines(told)),
  ...section('IN A FEW WORDS', insightLines(told)),
  ...section('CRITICAL FINDINGS', criticalLines(told)),
  ...section('TOP RECOMMENDATIONS', recommendationLines(told)),
  ...section('WHAT CHANGED', changeLines(told)),
  ...section('NEXT DEADLINES', deadlineLines(told)),
  ...section('COST OF LEAVING IT SO (ESTIMATE)', costLines(told)),
  ...section('COVERAGE', coverageLines(told)),
];
