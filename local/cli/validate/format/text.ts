import { findingLines, verdictLine } from '../../findings-text.ts';
import type { Format } from './format.ts';

/** For people, and for editors that make links of `file:line:column`. */
export const text = (): Format => ({
  begin() {},
  add(to, result) {
    const { file, findings, ignored } = result;
    const lines = findings.flatMap((finding) => findingLines(to, file, finding));
    const more = ignored.length > 0 ? `, ${ignored.length} ignored` : '';
    to.write(`${[...lines, verdictLine(to, file, result) + more].join('\n')}\n`);
  },
  end(to, { templates, valid, passedOver }) {
    if (templates < 2 && passedOver === 0) return;
    const other = passedOver > 0 ? `; ${passedOver} files passed over that are no templates` : '';
    to.write(`${valid} of ${templates} templates valid${other}\n`);
  },
});
