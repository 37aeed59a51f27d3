import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readDocument } from '#jobs/template/validate/document/document.ts';
import { findTemplates, looksLikeTemplate } from '#local/cli/validate/find-templates.ts';
import { isObject } from '#schemas/json.ts';

export type TemplateFile = { readonly file: string; readonly text: string };

/** cfn-lint 1.58 breaks off its whole run at a template whose Resources are no mapping: the comparison does without. */
const hasResources = (text: string): boolean => {
  const document = readDocument(text);
  return 'unreadable' in document || !('Resources' in document.json) || isObject(document.json.Resources);
};

/** The templates in the folder that a benchmark was given. */
export const templatesIn = async ([folder]: readonly string[]): Promise<readonly TemplateFile[]> => {
  if (folder === undefined) throw new Error('Give a folder of templates: any checkout will do.');
  const templates: TemplateFile[] = [];
  for (const { file } of await findTemplates([resolve(folder)], process.cwd())) {
    const text = await readFile(file, 'utf8');
    if (looksLikeTemplate(text) && hasResources(text)) templates.push({ file, text });
  }
  return templates;
};
