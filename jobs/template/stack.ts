/** What generating, reporting and telling have in common to say of a stack. */

/**
 * The stack of a folder or of files: `orders` of `orders.json and 2 more`. CloudFormation's own pattern for it is a letter, then letters,
 * digits and hyphens, 128 at most.
 */
export const stackName = (input: string): string => {
  const [, stem = input] = /^(.+?)(?:\.(?:jsonl?|ya?ml|gz|tfstate|template))*(?: and \d+ more)?$/i.exec(input) ?? [];
  const name = stem.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '');
  return name.slice(0, 128) || 'dropforge-template';
};

/** The files of one of several stacks; the only one's are called without its name. */
export const stackFiles = (name: string) =>
  ({
    template: `${name}.template.yaml`,
    parameters: `${name}.parameters.json`,
    resourcesToImport: `${name}.resources-to-import.json`,
  }) as const;

/** What CloudFormation wants to be told before it makes these. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const capabilitiesFor = (types: readonly string[]): string[] => [
  ...(types.some((type) => type.startsWith('AWS::IAM::')) ? ['CAPABILITY_NAMED_IAM'] : []),
  ...(types.some((type) => type.startsWith('AWS::Serverless::')) ? ['CAPABILITY_AUTO_EXPAND'] : []),
];
