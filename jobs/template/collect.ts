import type { z } from 'zod';
import { InputsCollected } from '#events/inputs-collected.ts';
import type { JobRequested } from '#events/job-requested.ts';
import { type TemplateOptions, templateOptions } from '#schemas/template-options.ts';
import { artifactKey } from '#shared/aws/artifact-store.ts';
import { collectFiles } from '#shared/exports/collect-files.ts';
import { type Drop, filesOf, listDrop, manifestOf, optionsOf } from '#shared/exports/drop-files.ts';
import type { Collection } from '#shared/exports/resource.ts';
import { type CollectDeps, type Door, draft } from '#shared/pipeline/door.ts';
import { inputName } from '#shared/pipeline/input-name.ts';
import { isRequest, readRequests } from './collect/requests.ts';
import { fileSummary, refuseUnusable } from './collect/verdict.ts';
import { writeCollection } from './collect/write-collection.ts';
import { templateJob } from './job.ts';

/** The generator asks for it. */
const modeOf = ({ mode }: TemplateOptions) => (mode === 'recreate' ? {} : { mode });

const example = '{"strict": true, "mode": "import"}';

/** All that the drop's files hold, the requests for a model among it. */
const collectionOf = async (drop: Drop, inputs: CollectDeps['inputs'], hasModel: boolean): Promise<Collection> => {
  const files = filesOf(drop, inputs);
  const collection = await collectFiles(files.filter((file) => !isRequest(file)));
  const { files: asked, requests } = await readRequests(files, hasModel);
  return {
    ...collection,
    files: [...collection.files, ...asked],
    ...(requests.length > 0 && { requests }),
  };
};

/**
 * Reads a drop, wherever `job.input` says it lies, into the normal form. Writes `collection.json` for the generator and
 * `inputs.json`, the objects that were taken, for the archive. Throws `PermanentError` EMPTY_DROP, UNREADABLE_FILE,
 * INVALID_OPTIONS, NO_MODEL, TOO_MANY_FILES, DROP_TOO_LARGE or TOO_MANY_RESOURCES.
 * @param hasModel whether a model is switched on: what is asked for in plain language is read only then
 */
export const collecting =
  (hasModel: boolean): Door<z.infer<typeof JobRequested.data>, CollectDeps> =>
  async (job, _data, { inputs, artifacts }) => {
    const drop = await listDrop(inputs, job.input.prefix);
    const options = await optionsOf(drop, inputs, templateOptions, example);
    const collection = await collectionOf(drop, inputs, hasModel);
    refuseUnusable(collection, options, inputName(job));
    const written = await writeCollection(collection, job.jobId, artifacts);
    const taken = await artifacts.put(
      artifactKey(job.jobId, 'collector', `${templateJob.work.inputs}.json`),
      JSON.stringify(manifestOf(drop)),
      'application/json',
    );
    return {
      patch: {
        work: { [templateJob.work.collection]: written.key, [templateJob.work.inputs]: taken.key },
        // The validator asks for it: whether an error that is left fails the job.
        summary: { ...fileSummary(collection), ...(options.strict && { strict: true }), ...modeOf(options) },
      },
      events: [draft(InputsCollected, { key: written.key, items: collection.resources.length })],
    };
  };

/** Without a model: everything but requests in plain language is read. */
export const collect = collecting(false);
