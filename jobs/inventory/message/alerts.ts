import * as z from 'zod';
import { type InventoryFinding, inventoryFinding } from '#schemas/inventory/finding.ts';
import type { Job } from '#schemas/job.ts';
import { footer } from '#shared/message/footer.ts';
import { counted, oneLine, section, wrap } from '#shared/message/layout.ts';
import { plainSubject } from '#shared/message/subject.ts';
import { inChat } from '#shared/notification/chat.ts';
import type { FurtherMessagesDoor, NamedMessage } from '#shared/notification/message.ts';
import { kindOf, nameOf, usd } from '../generate/report/words.ts';
import { inventoryJob } from '../job.ts';

/** More at once are one message: nobody reads eleven, and a text message costs. */
const most = 10;
const listed = 25;

const alertsFile = z.array(inventoryFinding);

const placeOf = ({ resource }: InventoryFinding): string =>
  `${kindOf(resource.type)} in ${resource.region} of account ${resource.accountId}`;

const costOf = ({ cost }: InventoryFinding): readonly string[] =>
  cost ? [`Left as it is, it costs about ${usd(cost.monthlyUsd)} a month (estimate: ${cost.arithmetic}).`] : [];

const paragraphs = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => wrap(oneLine(text, 700), '  '));

const alertText = (finding: InventoryFinding, job: Job): string =>
  [
    ...wrap(oneLine(`${finding.title}: ${nameOf(finding.resource)}`, 400)),
    ...section('Where', [...paragraphs([placeOf(finding)]), `  ${oneLine(finding.resource.arn, 1_000)}`]),
    ...section('Why', paragraphs([finding.why, ...costOf(finding)])),
    ...section('What to do', [...paragraphs([finding.todo]), `  ${finding.page}`]),
    '',
    ...wrap(
      'You are told once: there is no other alert of it while it stays open. The report of the scan has everything else.',
    ),
    '',
    `Rule ${finding.rule}`,
    ...footer(job),
    '',
  ].join('\n');

const factsOf = ({ id, rule, severity, title, why, resource, todo, page, exposure, due }: InventoryFinding) => ({
  id,
  rule,
  severity,
  title,
  why: oneLine(why, 700),
  resource,
  todo,
  page,
  exposure,
  ...(due !== undefined && { due }),
});

const chatLine = (finding: InventoryFinding): string =>
  `*${inChat(finding.title)}*: \`${inChat(nameOf(finding.resource), 120)}\`, ${inChat(placeOf(finding))}`;

const alert = (finding: InventoryFinding, job: Job): NamedMessage => {
  const { id, rule, severity, title, why, todo, page, resource } = finding;
  return {
    name: `alert-${id.replace(/[^\w-]+/g, '_').slice(0, 120)}`,
    subject: plainSubject(`AWS Inventory CRITICAL - ${title}: ${nameOf(resource)}`),
    text: alertText(finding, job),
    data: { jobId: job.jobId, kind: job.kind, message: 'alert', finding: factsOf(finding) },
    chat: {
      title: `Critical: ${inChat(title)}`,
      description: `${chatLine(finding)}\n${inChat(why, 1_000)}`,
      nextSteps: [`${inChat(todo, 600)} <${page}|AWS on it>`],
      keywords: [severity, rule, resource.accountId],
      threadId: job.jobId,
      resources: [inChat(resource.arn)],
      context: { jobId: job.jobId, rule, severity, account: resource.accountId, region: resource.region, page },
    },
    priority: 'high',
    attributes: { message: 'alert', severity, rule, account: resource.accountId },
  };
};

const byRule = (findings: readonly InventoryFinding[]): readonly string[] =>
  [...Map.groupBy(findings, ({ rule }) => rule).values()].flatMap(([first, ...others]) =>
    first
      ? wrap(`${1 + others.length} x ${oneLine(first.title, 200)}. ${oneLine(first.todo, 400)}`, '  - ', '    ')
      : [],
  );

const digestText = (findings: readonly InventoryFinding[], job: Job): string => {
  const more = findings.length - listed;
  return [
    ...wrap(`${counted(findings.length, 'new critical finding')} in one scan.`),
    ...section('By rule', byRule(findings)),
    ...section('Where', [
      ...findings
        .slice(0, listed)
        .flatMap((each) =>
          wrap(oneLine(`${nameOf(each.resource)}: ${each.title}, ${placeOf(each)}`, 400), '  - ', '    '),
        ),
      ...(more > 0 ? [`  … and ${more.toLocaleString('en-US')} more: findings.csv has them all`] : []),
    ]),
    '',
    ...wrap('You are told once: there is no other alert of these while they stay open.'),
    '',
    ...footer(job),
    '',
  ].join('\n');
};

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].slice(0, 100);

const digest = (findings: readonly InventoryFinding[], job: Job): NamedMessage => {
  const subject = `AWS Inventory CRITICAL - ${counted(findings.length, 'new critical finding')}`;
  const rules = distinct(findings.map(({ rule }) => rule));
  const accounts = distinct(findings.map(({ resource }) => resource.accountId));
  return {
    name: 'alert-digest',
    subject: plainSubject(subject),
    text: digestText(findings, job),
    data: {
      jobId: job.jobId,
      kind: job.kind,
      message: 'digest',
      count: findings.length,
      findings: findings.slice(0, most).map(factsOf),
    },
    chat: {
      title: `Critical: ${counted(findings.length, 'new finding')}`,
      description: findings.slice(0, most).map(chatLine).join('\n'),
      nextSteps: ['Read report.html of the scan; the email about it has the link.'],
      keywords: ['critical', ...rules.slice(0, 5)],
      threadId: job.jobId,
      resources: findings.slice(0, most).map(({ resource }) => inChat(resource.arn)),
      context: { jobId: job.jobId, severity: 'critical', rules: rules.join(' '), accounts: accounts.join(' ') },
    },
    priority: 'high',
    attributes: { message: 'digest', severity: 'critical', rule: rules, account: accounts },
  };
};

/** One message for each finding that somebody has to be alerted to, or one for all if they are more than ten. */
export const alertMessages = (findings: readonly InventoryFinding[], job: Job): readonly NamedMessage[] => {
  if (findings.length === 0) return [];
  return findings.length > most ? [digest(findings, job)] : findings.map((finding) => alert(finding, job));
};

/** The alerts that the generator left: also of a job that failed after it, for what was found is true all the same. */
export const alerts: FurtherMessagesDoor = async (job, artifacts) => {
  const key = job.output.work[inventoryJob.work.alerts];
  if (key === undefined) return [];
  return alertMessages(alertsFile.parse(JSON.parse(await artifacts.readText(key))), job);
};
