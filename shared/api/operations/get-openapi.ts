import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { OperationHandler } from '../api.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Read when it is first asked for: in the bundle each cold start would parse it. */
const read = async () =>
  z
    .looseObject({ openapi: z.string() })
    .parse(JSON.parse(await readFile(join(here, '../../../schemas/json/openapi.json'), 'utf8')));

/** The description that is checked in. */
export const getOpenApi = (): OperationHandler<'getOpenApi'> => {
  let document: ReturnType<typeof read> | undefined;
  return () => {
    document ??= read();
    return document;
  };
};
