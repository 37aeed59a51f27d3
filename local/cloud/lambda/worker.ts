import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerData } from './messages.ts';

/**
 * The execution environment's side of an invocation: loads the bundle once, then runs one event at a time. It is evaluated without its
 * types (environment.ts), so it can import nothing of ours but types.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
const { file, exportName, functionName, functionArn, memoryMB } = workerData as WorkerData;

// Parsing a bundle is half of its start, and it is the same bundle every time.
enableCompileCache();

const say = (message: FromWorker): void => parentPort?.postMessage(message);

const failure = (error: unknown): { errorType: string; errorMessage: string } =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message }
    : { errorType: 'Error', errorMessage: String(error) };

const contextOf = (requestId: string, deadline: number) => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: false,
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: functionArn,
  memoryLimitInMB: String(memoryMB),
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'embedded',
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const run = async (handler: (event: unknown, context: unknown) => unknown, { id, event, deadline }: ToWorker) => {
  try {
    const payload: unknown = await handler(JSON.parse(event), contextOf(id, deadline));
    say({ type: 'success', id, payload: JSON.stringify(payload ?? null) });
  } catch (error) {
    console.error(error);
    say({ type: 'error', id, ...failure(error) });
  }
};

try {
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const handler = module[exportName];
  if (typeof handler !== 'function') throw new Error(`${file} has no function called ${exportName}`);
  parentPort?.on('message', (message: ToWorker) => void run(handler as () => unknown, message));
  say({ type: 'ready' });
} catch (error) {
  console.error(error);
  say({ type: 'unready', ...failure(error) });
}
