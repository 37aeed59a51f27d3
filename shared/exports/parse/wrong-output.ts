const service = /^[A-Za-z][A-Za-z0-9]*$/;

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html */
const kinds: readonly { readonly is: (text: string) => boolean; readonly reason: (text: string) => string }[] = [
  {
    is: (text) => /An error occurred \(\w+\) when calling the \w+ operation/.test(text.slice(0, 2000)),
    reason: (text) => {
      const [, code = '', operation = ''] =
        /An error occurred \((\w+)\) when calling the (\w+) operation/.exec(text) ?? [];
      return `holds the error ${code} of ${operation}, not its output: run the command again with the permissions it needs`;
    },
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
    is: (text) => /^[A-Z][A-Z0-9]{2,}\t/.test(text),
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
export const wrongOutput = (text: string): string | undefined => {
  const start = text.slice(0, 4000);
  return kinds.find(({ is }) => is(start))?.reason(start);
};
