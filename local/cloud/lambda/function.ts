/** A function as the stack defines it. */
export type FunctionDefinition = {
  /** Its name in serverless.yml: intake. */
  readonly name: string;
  /** Its name on AWS: dropforge-local-intake. */
  readonly functionName: string;
  readonly arn: string;
  readonly zip: string;
  /** `path/to/file.export` within the ZIP. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMB: number;
  readonly roleArn: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** Whether a function goes by this: its short name, its full name, or its ARN with or without a qualifier. */
export const goesBy = (definition: FunctionDefinition, name: string): boolean =>
  [definition.name, definition.functionName, definition.arn].includes(name) || name.startsWith(`${definition.arn}:`);
