import type { FunctionDefinition } from './function.ts';

/** What a package directory and a process need, whatever the function. */
const ofEveryProcess: Readonly<Record<string, string>> = {
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  // Nothing on the laptop may answer for a real account: no profile, no instance metadata.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  // There is no X-Ray daemon to send segments to. https://docs.aws.amazon.com/powertools/typescript/latest/features/tracer/
  POWERTOOLS_TRACE_ENABLED: 'false',
  AWS_XRAY_CONTEXT_MISSING: 'IGNORE_ERROR',
  _X_AMZN_TRACE_ID: 'Root=1-00000000-000000000000000000000000;Sampled=0',
  LANG: 'en_US.UTF-8',
  TZ: 'UTC',
};

/**
 * The environment variables of a function: those Lambda defines, the SDK's endpoints, the template's, then what a test
 * overrides. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const functionEnvironment = (
  definition: FunctionDefinition,
  taskRoot: string,
  sdk: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Record<string, string> => ({
  ...ofEveryProcess,
  ...sdk,
  AWS_LAMBDA_FUNCTION_NAME: definition.functionName,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMB),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.functionName}`,
  LAMBDA_TASK_ROOT: taskRoot,
  _HANDLER: definition.handler,
  ...definition.environment,
  ...overrides['*'],
  ...overrides[definition.name],
});
