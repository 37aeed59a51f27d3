import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JsonValue } from '#schemas/json.ts';
import { type CliItem, configurationItem, resourcesOfAccount } from './account.ts';

type Lists = Map<string, { readonly list: string; readonly items: JsonValue[] }>;

const intoFiles = (item: CliItem, lists: Lists, files: Map<string, JsonValue>): void => {
  if ('whole' in item) {
    files.set(item.file, item.whole);
    return;
  }
  const known = lists.get(item.file) ?? { list: item.list, items: [] };
  known.items.push(item.item);
  lists.set(item.file, known);
};

/** Writes a drop of so many resources into a folder: half of the services as AWS CLI output, half as a snapshot of AWS Config. */
export const writeDrop = async (folder: string, count: number): Promise<{ files: number; bytes: number }> => {
  const lists: Lists = new Map();
  const files = new Map<string, JsonValue>();
  const configurationItems: JsonValue[] = [];
  for (const shown of resourcesOfAccount(count)) {
    if (shown.unit % 2 === 1) configurationItems.push(configurationItem(shown));
    else for (const item of shown.cli) intoFiles(item, lists, files);
  }
  for (const [file, { list, items }] of lists) files.set(file, { [list]: items });
  if (configurationItems.length > 0) files.set('snapshot.json', { fileVersion: '1.0', configurationItems });
  let bytes = 0;
  for (const [file, content] of files) {
    const text = JSON.stringify(content, null, file === 'snapshot.json' ? undefined : 4);
    bytes += text.length;
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return { files: files.size, bytes };
};
