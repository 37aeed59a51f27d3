/** `node stage.ts <stage> <folder>`: one door of the template job over a folder. */
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { InputsCollected } from '#events/inputs-collected.ts';
import { runDoor } from '../doors/run-door.ts';

await runDoor('template', {
  async collector(before, { inputs, artifacts }) {
    const { collect } = await import('#jobs/template/collect.ts');
    return collect(before, { input: before.input }, { inputs, artifacts });
  },
  async generator(before, { artifacts, said }) {
    const { generate } = await import('#jobs/template/generate.ts');
    return generate(before, InputsCollected.data.parse(said(before)), { artifacts });
  },
  async validator(before, { artifacts, said }) {
    const { validate } = await import('#jobs/template/validate.ts');
    const { sharedEngine } = await import('#jobs/template/validate/engine.ts');
    try {
      return await validate(before, ArtifactGenerated.data.parse(said(before)), { artifacts });
    } finally {
      await sharedEngine().close();
    }
  },
});
