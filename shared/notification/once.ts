import * as z from 'zod';
import type { ArtifactStore } from '../aws/artifact-store.ts';

/** What SNS leaves of a message that it took. */
export const snsReceipt = z.object({ messageId: z.string(), sentAt: z.string() });

const exists = async (key: string, artifacts: ArtifactStore): Promise<boolean> => {
  for await (const object of artifacts.list(key)) if (object.key === key) return true;
  return false;
};

/**
 * Sends what leaves a receipt under `key` unless the receipt is there already. A worker that dies between the two, or two at
 * once, send it twice: nothing that leaves the account can do better.
 */
export const once = async <Receipt>(
  key: string,
  receipt: z.ZodType<Receipt>,
  artifacts: ArtifactStore,
  send: () => Promise<Receipt>,
): Promise<Receipt> => {
  if (await exists(key, artifacts)) return receipt.parse(JSON.parse(await artifacts.readText(key)));
  const sent = await send();
  await artifacts.put(key, JSON.stringify(sent), 'application/json');
  return sent;
};
