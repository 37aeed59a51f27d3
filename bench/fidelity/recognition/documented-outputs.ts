import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** One output that the AWS CLI's documentation shows. */
export type DocumentedOutput = {
  /** As typed after `aws`: ec2 */
  readonly service: string;
  /** describe-vpcs */
  readonly command: string;
  /** ec2/describe-vpcs.rst */
  readonly page: string;
  readonly text: string;
};

const asking = /^(describe|get|list|batch-get)-/;

const indentation = (line: string): number => line.length - line.trimStart().length;

/** What a page shows as the content of a file is asked with, not answered. */
const isInput = (line: string): boolean => /contents? of|\.json|\binput\b/i.test(line);

const introduces = (line: string): boolean =>
  (/::\s*$/.test(line) || /^\s*output.*:\s*$/i.test(line)) && !isInput(line);

/**
 * The literal blocks of a page, without their indentation: those under `Output::`, and under whatever else older pages
 * introduce an output with. https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#literal-blocks
 */
export const outputBlocks = (page: string): readonly string[] => {
  const lines = page.replaceAll('\t', '    ').split(/\r?\n/);
  return lines.flatMap((line, at) => {
    if (!introduces(line)) return [];
    const after = lines.slice(at + 1);
    const start = after.findIndex((each) => each.trim() !== '');
    const margin = indentation(after[start] ?? '');
    if (start === -1 || margin <= indentation(line)) return [];
    const rest = after.slice(start);
    const end = rest.findIndex((each) => each.trim() !== '' && indentation(each) < margin);
    return [
      (end === -1 ? rest : rest.slice(0, end))
        .map((each) => each.slice(margin))
        .join('\n')
        .trim(),
    ];
  });
};

/** Every JSON output of a command that asks, in the `awscli/examples` of a checkout. */
export const documentedOutputs = async (checkout: string): Promise<readonly DocumentedOutput[]> => {
  const root = join(checkout, 'awscli', 'examples');
  const pages = (await readdir(root, { recursive: true })).filter((path) => path.endsWith('.rst')).sort();
  const outputs: DocumentedOutput[] = [];
  for (const page of pages) {
    const [service = '', ...rest] = page.split(/[/\\]/);
    const command = basename(rest.join('/'), '.rst');
    if (rest.length !== 1 || !asking.test(command)) continue;
    const blocks = outputBlocks(await readFile(join(root, page), 'utf8'));
    outputs.push(...blocks.filter((text) => /^[{[]/.test(text)).map((text) => ({ service, command, page, text })));
  }
  return outputs;
};
