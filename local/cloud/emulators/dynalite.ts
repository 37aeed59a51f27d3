import dynalite from 'dynalite';
import { close, listen } from '../http/listen.ts';

/** Starts DynamoDB in memory, on the loopback interface only; tables are there as soon as they are made. */
export const startDynalite = async (): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const url = await listen(server);
  return { url, close: () => close(server) };
};
