/** `node stage.ts <stage> <folder>`: one door of the specification job over a folder. */
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { InputsCollected } from '#events/inputs-collected.ts';
import { runDoor } from '../doors/run-door.ts';

await runDoor('spec', {
  async collector(before, { inputs, artifacts }) {
    const { collect } = await import('#jobs/spec/collect.ts');
    return collect(before, { input: before.input }, { inputs, artifacts });
  },
  async generator(before, { artifacts, said }) {
    const { generating } = await import('#jobs/spec/generate.ts');
    return generating()(before, InputsCollected.data.parse(said(before)), { artifacts });
  },
  async validator(before, { artifacts, said }) {
    const [{ validatingWith }, { rendering }] = await Promise.all([
      import('#jobs/spec/validate.ts'),
      import('#jobs/spec/rendering.ts'),
    ]);
    return validatingWith(rendering)()(before, ArtifactGenerated.data.parse(said(before)), { artifacts });
  },
});
