import type { DropFile } from '#shared/exports/collect-files.ts';
import { withoutSecretsInProse } from '#shared/exports/prose-secrets.ts';
import type { CollectedFile, Collection, PlainRequest } from '#shared/exports/resource.ts';
import { wholeText } from '#shared/exports/text.ts';
import { UnreadableError } from '#shared/exports/unreadable.ts';

/** Bytes of a request: a few pages. More is a document that somebody has dropped by mistake. */
const longest = 16 * 1024;

/** Requests of one drop, all together. */
const most = 5;

const named = /(^|\/)request\.(md|txt)$/i;

export const isRequest = ({ file }: Pick<DropFile, 'file'>): boolean => named.test(file);

/** Why a request is not used where no model is switched on, and how to switch one on. */
export const noModel =
  'is a request in plain language, which only a model can read, and none is switched on: deploy with --param modelEnabled=true --param modelId=<Bedrock model>, or run template with --model <Bedrock model>';

type Reading = { readonly file: CollectedFile; readonly request?: PlainRequest };

const tooLong = (): UnreadableError =>
  new UnreadableError('failed', `is longer than ${longest / 1024} KB, the most that is read of a request`);

const textOf = async (drop: DropFile): Promise<string> => {
  if (drop.bytes > longest) throw tooLong();
  const text = (await wholeText(await drop.open())).trim();
  if (text === '') throw new UnreadableError('passed-over', 'is empty');
  if (text.length > longest) throw tooLong();
  return text;
};

const read = async (drop: DropFile): Promise<Reading> => {
  const base = { file: drop.file, bytes: drop.bytes, resources: 0 };
  try {
    const text = withoutSecretsInProse(await textOf(drop));
    return { file: { ...base, outcome: 'read', dialect: 'request' }, request: { file: drop.file, text } };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { file: { ...base, outcome: error.outcome, reason: error.message } };
  }
};

const passedOver = ({ file, bytes }: DropFile, reason: string): Reading => ({
  file: { file, bytes, outcome: 'passed-over', resources: 0, reason },
});

export type Requests = Required<Pick<Collection, 'files' | 'requests'>>;

/**
 * The requests in plain language among the files of a drop: their text, without secrets, if a model is there to read it.
 * Otherwise they are not even opened, and listed with the reason.
 */
export const readRequests = async (files: readonly DropFile[], hasModel: boolean): Promise<Requests> => {
  const readings: Reading[] = [];
  const found = files.filter(isRequest).sort((a, b) => (a.file < b.file ? -1 : 1));
  for (const [at, drop] of found.entries()) {
    if (!hasModel) readings.push(passedOver(drop, noModel));
    else if (at >= most) readings.push(passedOver(drop, `is one request more than the ${most} that a drop may hold`));
    else readings.push(await read(drop));
  }
  return {
    files: readings.map(({ file }) => file),
    requests: readings.flatMap(({ request }) => request ?? []),
  };
};
