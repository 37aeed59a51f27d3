/** What nothing in the suite can show to be needed, and why it is in a role all the same. */
export type Exception = {
  /** Of which functions. Default: all. */
  readonly of?: readonly string[];
  readonly sid: RegExp;
  /** Which pieces of the statement. Default: all. */
  readonly pieces?: readonly string[];
  readonly why: string;
};

export const exceptions: readonly Exception[] = [
  { sid: /^WriteLogs$/, why: 'Lambda writes what a function prints, by its role; here lines go to whoever listens' },
  { sid: /^WriteTraces$/, why: 'there is no X-Ray here' },
  { sid: /^UseDataKey$/, why: 'S3, DynamoDB and SNS use the key in the function’s name; nothing is encrypted here' },
  {
    sid: /^ConsumeOwnQueue$/,
    pieces: ['sqs:GetQueueAttributes'],
    why: 'Lambda asks for it of every event source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions',
  },
  {
    of: ['cleanup'],
    sid: /^(TakeDrops|ForgetSources)$/,
    pieces: ['s3:DeleteObjectVersion'],
    why: 'S3 here keeps no versions; the deployed stack’s does (test/deployed), and leaves none of a drop behind',
  },
  {
    of: ['collector'],
    sid: /^(Scan\w+|ListAccounts|EnterOtherAccounts)$/,
    why: 'what a scan reads of an account is shown on an AWS emulator: test/live, and jobs/inventory/collect/sources/actions.test.ts',
  },
];
