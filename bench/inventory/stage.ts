/** `node stage.ts <stage> <folder>`: one door of the inventory over a folder. */
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { InputsCollected } from '#events/inputs-collected.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { folderStore } from '../doors/folder-store.ts';
import { runDoor } from '../doors/run-door.ts';

let calls = 0;

/** Counts what would be a request. */
const counted = (store: ArtifactStore): ArtifactStore => {
  const count =
    <Arguments extends unknown[], Result>(call: (...given: Arguments) => Result) =>
    (...given: Arguments): Result => {
      calls += 1;
      return call(...given);
    };
  return { ...store, put: count(store.put), readText: count(store.readText), open: count(store.open) };
};

/** The inventory table as far as the generator reads it: the newest item of each resource; 25 a write. */
const newestTable = () => {
  const newest = new Map<string, Record<string, unknown>>();
  return {
    async write(items: readonly (Readonly<Record<string, unknown>> & { readonly resource_id: string })[]) {
      calls += Math.ceil(items.length / 25);
      for (const item of items) if (/^(cell|scan)#/.test(item.resource_id)) newest.set(item.resource_id, { ...item });
    },
    async latest(resourceId: string) {
      calls += 1;
      return newest.get(resourceId);
    },
  };
};

const noLive = () => {
  throw new Error('The bench reads exports');
};

await runDoor(
  'inventory',
  {
    async collector(before, { inputs, artifacts }) {
      const { collecting } = await import('#jobs/inventory/collect.ts');
      const survey = { own: noLive, enter: noLive, regions: noLive, members: noLive };
      return collecting({ sources: noLive, survey })(before, { input: before.input }, { inputs, artifacts });
    },
    async generator(before, { artifacts, said }) {
      const { generate } = await import('#jobs/inventory/generate.ts');
      const deps = { artifacts, table: newestTable(), inventoryDays: 90 };
      return generate(before, InputsCollected.data.parse(said(before)), deps);
    },
    async validator(before, { artifacts, said }) {
      const { validating } = await import('#jobs/inventory/validate.ts');
      return validating()(before, ArtifactGenerated.data.parse(said(before)), { artifacts });
    },
  },
  { store: (folder) => counted(folderStore(folder)), more: () => ({ calls }) },
);
