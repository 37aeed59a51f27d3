import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { configurationItem, resourcesOfAccount } from './account.ts';

/** What Config says of a resource's neighbours: most of a snapshot's bytes, and nothing that a template needs. */
const relationships = (bytes: number, unit: number) =>
  Array.from({ length: Math.ceil(bytes / 127) }, (_, at) => ({
    resourceType: 'AWS::EC2::NetworkInterface',
    resourceId: `eni-${(unit * 1000 + at).toString(16).padStart(17, '0')}`,
    relationshipName: 'Contains NetworkInterface',
  }));

/** Writes a snapshot of AWS Config of about so many bytes with so many resources, as Config delivers it: on one line. */
export const writeSnapshot = async (file: string, bytes: number, resources: number): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  const out = createWriteStream(file);
  const write = async (text: string) => void (out.write(text) || (await once(out, 'drain')));
  await write('{"fileVersion":"1.0","configSnapshotId":"0a1b2c3d-0000-4000-8000-000000000000","configurationItems":[');
  const each = bytes / resources;
  let separator = '';
  for (const shown of resourcesOfAccount(resources)) {
    const item = configurationItem(shown);
    const missing = each - JSON.stringify(item).length;
    await write(
      separator + JSON.stringify({ ...item, relationships: missing > 0 ? relationships(missing, shown.unit) : [] }),
    );
    separator = ',';
  }
  await write(']}');
  out.end();
  await once(out, 'close');
};
