import { UnreadableError } from '../unreadable.ts';

const service = /^[A-Za-z][A-Za-z0-9]*$/;

type Kind = {
  readonly is: (text: string) => boolean;
  readonly reason: (text: string) => string;
  /** It tells of nothing that could be had. */
  readonly isNothing?: (text: string) => boolean;
};

const error = /An error occurred \((\w+)\) when calling the (\w+) operation/;

/** What an error code asks for, the first that fits. https://docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/Expired|InvalidClientTokenId|UnrecognizedClient|InvalidToken/, 'sign in again and run the command again'],
  [/Throttl|TooManyRequests|SlowDown|RequestLimit/, 'AWS asked for patience: run the command again'],
  [/AccessDenied|Unauthorized|Forbidden/, 'run the command again with the permissions it needs'],
  [/NotFound|NoSuch|DoesNotExist/, 'it asked for what is not there: see to the name and the region'],
];

/** S3's way to say that a bucket has none: of a policy, of CORS, of tags. */
const hasNone =
  /NoSuch(BucketPolicy|TagSet|TagSetError|LifecycleConfiguration|CORSConfiguration|WebsiteConfiguration|PublicAccessBlockConfiguration)|(ServerSideEncryptionConfiguration|ReplicationConfiguration|ObjectLockConfiguration|OwnershipControls|LifecyclePolicy|RepositoryPolicy)NotFound/;

const codeIn = (text: string): string => error.exec(text)?.[1] ?? '';

const errorReason = (text: string): string => {
  const [, code = '', operation = ''] = error.exec(text) ?? [];
  if (hasNone.test(code)) return `says that there is none (${code} of ${operation})`;
  const [, remedy = 'run the command again'] = remedies.find(([codes]) => codes.test(code)) ?? [];
  return `holds the error ${code} of ${operation}, not its output: ${remedy}`;
};

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html */
const kinds: readonly Kind[] = [
  {
    is: (text) => error.test(text.slice(0, 2000)),
    reason: errorReason,
    isNothing: (text) => hasNone.test(codeIn(text)),
  },
  {
    is: (text) => /^\s*(\$ |PS [^\n>]*> ?|[\w.-]+@[^\n]*[$#%] )aws /.test(text),
    reason: () => 'starts with the command itself: keep what it printed, as aws … --output json > file.json does',
  },
  {
    is: (text) => /^\s*```/.test(text),
    reason: () => 'is a code block of Markdown: keep what stands between its fences',
  },
  {
    is: (text) => /^\s*<(!doctype|html|\?xml)\b/i.test(text),
    reason: (text) =>
      `is ${/^\s*<\?xml/i.test(text) ? 'XML' : 'a web page'}, not output of the AWS CLI: run aws … --output json`,
  },
  {
    is: (text) => /^[^\n]{0,200}(command not found|is not recognized as)/.test(text),
    reason: () => 'holds a message of the shell, not output: install the AWS CLI, or run the command where it is',
  },
  {
    is: (text) =>
      /^\s*(Unable to locate credentials|aws: error:|usage: aws |Error loading SSO Token|The SSO session|An error occurred)/i.test(
        text,
      ),
    reason: () => 'holds a message of the AWS CLI, not its output: run the command again',
  },
  {
    is: (text) => /^\s*[-+]{5,}\s*\r?\n\s*\|/.test(text),
    reason: (text) => {
      const [, operation = ''] = /\|\s*([A-Za-z][A-Za-z0-9]*)\s*\|/.exec(text) ?? [];
      const what = service.test(operation) ? ` of ${operation}` : '';
      return `is a table${what}, which cuts and mixes what it shows: run the command again with --output json`;
    },
  },
  {
    is: (text) => /^[A-Z][A-Z0-9]{2,}\t/.test(text) || /^[^\s{["'#<,][^\t\n:]*(:[^\s][^\t\n]*)?\t[^\t\n]+\t/.test(text),
    reason: () => 'is AWS CLI text output, which leaves out the names: run the command again with --output json',
  },
  {
    is: (text) => /^# [a-z]\w*\.[\w.[\]"-]+:\s*\r?\n(resource|data) "/.test(text),
    reason: () => 'is what terraform show prints for people: run terraform show -json',
  },
  {
    is: (text) =>
      /^\s*(?:#.*\n\s*)*(resource|provider|terraform|variable|module|data|locals|output)\s+(?:"[\w-]+"\s+){0,2}\{/.test(
        text,
      ),
    reason: () => 'is Terraform configuration: run terraform show -json once it is applied, or drop terraform.tfstate',
  },
];

/** Why a text that is no JSON or YAML data is not read, if it is output of a kind that is known to have a better one. */
export const wrongOutput = (text: string): UnreadableError | undefined => {
  const start = text.slice(0, 4000);
  const kind = kinds.find(({ is }) => is(start));
  return kind && new UnreadableError(kind.isNothing?.(start) ? 'passed-over' : 'failed', kind.reason(start));
};
