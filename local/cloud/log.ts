import { createWriteStream } from 'node:fs';

export type Log = { write(functionName: string, line: string): void; close(): Promise<void> };

/** Where functions' lines go: to a listener, to the end of a file, to both or nowhere; never to the terminal. */
export const openLog = (
  onLog: ((functionName: string, line: string) => void) | undefined,
  file: string | undefined,
): Log => {
  const stream = file === undefined ? undefined : createWriteStream(file, { flags: 'a' });
  stream?.on('error', () => undefined);
  return {
    write: (functionName, line) => {
      onLog?.(functionName, line);
      stream?.write(`${functionName} ${line}\n`);
    },
    close: () => new Promise((resolve) => (stream === undefined ? resolve() : stream.end(() => resolve()))),
  };
};
