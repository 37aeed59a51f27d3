import type { Job } from '#schemas/job.ts';
import { bullets, counted, section, wrap } from '#shared/message/layout.ts';
import { nextStep } from './deploy.ts';
import { needsLook, openFindings, subjectOf, type Told } from './told.ts';

const topTypes = 12;

/** Which stacks there are, in the order of deployment. */
const stackLines = ({ stacks = [] }: Told): readonly string[] =>
  stacks.flatMap(({ name, account, region, layer, resources }, at) => {
    const place = [account, region, layer].filter((part) => part !== undefined).join(', ');
    return wrap(
      `${name}: ${counted(resources, 'resource')}${place === '' ? '' : ` (${place})`}`,
      `  ${String(at + 1).padStart(2)}. `,
      '      ',
    );
  });

const verdicts = {
  valid: 'Validation found no error in it',
  invalid: 'Validation found errors in it that no rule could fix',
  incomplete: 'Validation could not finish: do not take it for valid',
} as const;

/** The outcome for the subject: what was made, how much, and whether it wants attention. */
export const successOutcome = (summary: Told): string => {
  const { verdict = 'incomplete', findings, resources = 0 } = summary;
  const errors = (findings?.fatal ?? 0) + (findings?.error ?? 0);
  const ready = {
    valid: 'template ready',
    invalid: `template has ${counted(errors, 'error')}`,
    incomplete: 'template not fully validated',
  }[verdict];
  const look = needsLook(summary);
  return [
    ...(summary.stacks ? [`${summary.stacks.length} stacks`] : []),
    ready,
    counted(resources, 'resource'),
    ...(look > 0 ? [`${look} ${look === 1 ? 'needs' : 'need'} a look`] : []),
  ].join(', ');
};

const opening = (job: Job, summary: Told): readonly string[] => {
  const { verdict = 'incomplete', findings } = summary;
  const look = needsLook(summary);
  const rest = [
    ...(findings?.fixed ? [`${counted(findings.fixed, 'finding')} fixed`] : []),
    look > 0 ? `${look} left for you to look at` : 'nothing left to look at',
  ].join(', ');
  const resources = counted(summary.resources ?? 0, 'resource');
  const became = summary.stacks
    ? `${summary.stacks.length} CloudFormation templates of ${resources}, each for a stack of its own`
    : `a CloudFormation template of ${resources}`;
  return wrap(`${subjectOf(job)} became ${became}. ${verdicts[verdict]}; ${rest}.`);
};

const resourceLines = ({ types = {} }: Told): readonly string[] => {
  const byCount = Object.entries(types).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const others = byCount.slice(topTypes);
  const line = (count: number, what: string) => `  ${String(count).padStart(4)}  ${what}`;
  return [
    ...byCount.slice(0, topTypes).map(([type, count]) => line(count, type)),
    ...(others.length > 0
      ? [
          line(
            others.reduce((sum, [, count]) => sum + count, 0),
            'others',
          ),
        ]
      : []),
  ];
};

const fileLines = ({ files, fileTroubles = [], fileRemarks = [] }: Told): readonly string[] => {
  if (!files) return [];
  const counts = [
    `${files.read} read`,
    ...(files.passedOver > 0 ? [`${files.passedOver} passed over`] : []),
    ...(files.failed > 0 ? [`${files.failed} not readable`] : []),
  ].join(', ');
  return [
    `  ${counts}`,
    ...bullets(
      fileTroubles.map(({ file, line, reason }) => `${file}${line === undefined ? '' : `, line ${line}`}: ${reason}`),
      files.passedOver + files.failed,
    ),
    ...(fileRemarks.length > 0 ? ['  Of what was read:'] : []),
    ...bullets(fileRemarks.map(({ file, reason }) => `${file}: ${reason}`)),
  ];
};

const fidelityLines = ({ fidelity, lost = [] }: Told): readonly string[] => {
  if (!fidelity) return [];
  const { carried, dropped } = fidelity;
  const counts = `${counted(carried, 'property', 'properties')} carried, ${dropped.toLocaleString('en-US')} dropped for a reason, ${fidelity.lost.toLocaleString('en-US')} lost; fidelity.json names each.`;
  return [
    ...wrap(counts, '  '),
    ...bullets(
      lost.map(({ file, pointer, reason }) => `lost: ${file}#${pointer}: ${reason}`),
      fidelity.lost,
    ),
  ];
};

const topParameters = 10;

/** Of several templates some, for each has a file that lists its own. */
const parameterLines = ({ parameters = [], stacks }: Told): readonly string[] => {
  if (!stacks || parameters.length <= topParameters) return bullets(parameters);
  return [
    ...bullets(parameters.slice(0, topParameters)),
    '  … and more: <stack>.parameters.json has those of each stack',
  ];
};

/** What a job knows of its drop and result, as far as it got: sections of the email. */
export const storySections = (summary: Told): readonly string[] => [
  ...section('Stacks, in the order of deployment', stackLines(summary)),
  ...section('Resources', resourceLines(summary)),
  ...section('Needs a look', bullets(summary.open ?? [], openFindings(summary))),
  ...section('Fixed for you', bullets(summary.fixes ?? [], summary.findings?.fixed)),
  ...section('Parameters that want a value', parameterLines(summary)),
  ...section('Files', fileLines(summary)),
  ...section('Fidelity', fidelityLines(summary)),
];

/** The email of a job that succeeded, up to its artifacts. */
export const successText = (job: Job, summary: Told): readonly string[] => [
  ...opening(job, summary),
  ...storySections(summary),
];

/** What to do with the templates that were made. */
export const successNext = (job: Job, summary: Told): readonly string[] => section('Next step', nextStep(job, summary));
