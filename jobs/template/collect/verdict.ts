import type { JobOutput } from '#schemas/job.ts';
import type { TemplateOptions } from '#schemas/template-options.ts';
import type { TemplateSummary } from '#schemas/template-summary.ts';
import type { CollectedFile, Collection } from '#shared/exports/resource.ts';
import { counted } from '#shared/message/layout.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { isRequest, noModel } from './requests.ts';

/** How many files a message or a summary names. */
const named = 20;

const told = ({ file, reason, line }: CollectedFile): string =>
  `${file}${line === undefined ? '' : `, line ${line}`}: ${reason ?? 'describes nothing'}`;

const list = (files: readonly CollectedFile[]): string => {
  const lines = files.slice(0, named).map(told);
  return [...lines, ...(files.length > named ? [`and ${files.length - named} more`] : [])].join('; ');
};

const what = 'Drop AWS CLI (describe-*, get-*, list-*), AWS Config or CloudFormation files in JSON or YAML.';

/** A drop of nothing but requests that nobody reads is a matter of configuration, not of the drop. */
const refuseUnread = (files: readonly CollectedFile[], drop: string): void => {
  if (!files.every((file) => isRequest(file) && file.reason === noModel)) return;
  const message = `${drop} holds nothing but a request in plain language, which only a model can read, and none is switched on.`;
  const how = 'deploy with --param modelEnabled=true --param modelId=<Bedrock model>, or run template with --model';
  throw new PermanentError('NO_MODEL', message, `Switch a model on (${how}), or drop exports of resources.`);
};

/** Throws NO_MODEL if only a model could read the drop and none is switched on, EMPTY_DROP if nothing came of the drop, and UNREADABLE_FILE if its options allow no failed file. */
export const refuseUnusable = (
  { files, resources, requests }: Collection,
  { strict }: TemplateOptions,
  drop: string,
): void => {
  if (files.length === 0) throw new PermanentError('EMPTY_DROP', `${drop} holds no files.`, what);
  refuseUnread(files, drop);
  if (resources.length === 0 && !requests) {
    const message = `No resource was found in ${drop} (${counted(files.length, 'file')}). ${list(files)}.`;
    throw new PermanentError('EMPTY_DROP', message, what);
  }
  const failed = files.filter(({ outcome }) => outcome === 'failed');
  if (strict && failed.length > 0) {
    const message = `${failed.length} of ${files.length} file(s) could not be read, and the drop asks to be strict. ${list(failed)}.`;
    throw new PermanentError('UNREADABLE_FILE', message, 'Repair or remove these files, or leave out "strict".');
  }
};

/** The part of a template job's summary that the collector knows. */
export const fileSummary = ({ files }: Collection): JobOutput['summary'] => {
  const of = (outcome: CollectedFile['outcome']) => files.filter((file) => file.outcome === outcome);
  const count = (outcome: CollectedFile['outcome']) => of(outcome).length;
  const troubles = [...of('failed'), ...of('passed-over')].slice(0, named);
  const remarked = of('read')
    .filter(({ reason }) => reason !== undefined)
    .slice(0, named);
  return {
    files: {
      read: count('read'),
      passedOver: count('passed-over'),
      failed: count('failed'),
    } satisfies TemplateSummary['files'],
    fileTroubles: troubles.map(({ file, reason = '', line }) => ({
      file,
      reason,
      ...(line === undefined ? {} : { line }),
    })),
    ...(remarked.length > 0 ? { fileRemarks: remarked.map(({ file, reason = '' }) => ({ file, reason })) } : {}),
  };
};
