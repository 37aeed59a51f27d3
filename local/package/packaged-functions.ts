import { join } from 'node:path';
import * as z from 'zod';
import type { Template } from '#shared/cloudformation/template.ts';
import type { PackagedFunction } from '../cloud/options.ts';

/** What of an AWS::Lambda::Function says where its code is; the last part of the key is the ZIP's file name. */
const packaged = z.object({
  Handler: z.string(),
  Code: z.object({ S3Key: z.string().regex(/\/[\w-]+\.zip$/) }),
});

/** The functions of a packaged template in its order, with their ZIPs in `dir`. Throws if one is not packaged as serverless does. */
export const packagedFunctions = (template: Template, dir: string): PackagedFunction[] =>
  Object.values(template.Resources)
    .filter((resource) => resource.Type === 'AWS::Lambda::Function')
    .map((resource) => {
      const { Handler: handler, Code } = packaged.parse(resource.Properties);
      const file = Code.S3Key.slice(Code.S3Key.lastIndexOf('/') + 1);
      return { name: file.slice(0, -'.zip'.length), zip: join(dir, file), handler };
    });
