import { createServer } from 'node:http';
import { close, listen } from '../../cloud/http/listen.ts';
import { CommandError, UsageError } from '../command.ts';

const defaultPort = 8080;

const numberOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`--port is a number from 0 to 65535, not "${text}".`);
  return port;
};

/**
 * The port that was asked for (0 is any), tried at once so that nothing is started in vain. Throws a `UsageError` for what is
 * no port, and a `CommandError` for one that cannot be had.
 */
export const freePort = async (text: string | undefined): Promise<number> => {
  const port = text === undefined ? defaultPort : numberOf(text);
  const server = createServer();
  await listen(server, port).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`Port ${port} cannot be had (${error.code}): try --port 0.`);
  });
  await close(server);
  return port;
};
