import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Exception, exception } from '#schemas/inventory/options.ts';
import type { Refusal } from './survey.ts';

/** What a deployment has decided to live with, or why it could not be read: then every finding is told. */
export type StoredExceptions = { readonly exceptions: readonly Exception[]; readonly trouble?: Refusal };

const failed = (reason: string): StoredExceptions => ({ exceptions: [], trouble: { outcome: 'failed', reason } });

const parsed = (text: string): unknown => {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'error' }) ?? [];
  } catch {
    return undefined;
  }
};

/** Reads exceptions, YAML or JSON, from a parameter of Systems Manager. Never throws: a scan is worth more than its exceptions. */
export const storedExceptions = (ssm: Pick<SSMClient, 'send'>, name: string) => async (): Promise<StoredExceptions> => {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    const exceptions = z.array(exception).safeParse(parsed(Parameter?.Value ?? ''));
    if (exceptions.success) return { exceptions: exceptions.data };
    const [issue] = exceptions.error.issues;
    return failed(
      `the exceptions in ${name} are not valid at ${issue?.path.join('/') || 'the top'}: every finding is told`,
    );
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'unknown error';
    return failed(`the exceptions in ${name} could not be read (${kind}): every finding is told`);
  }
};
