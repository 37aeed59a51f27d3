import { renderMarkdown } from '../render/markdown.ts';
import { aDocument } from '../testing/a-document.ts';
import { aSource } from '../testing/a-source.ts';
import { texts } from '../testing/a-source-texts.ts';
import { textChecks } from './checks/index.ts';
import { judge, scoreOf } from './judge.ts';

const judged = {
  document: aDocument,
  source: aSource,
  texts,
  markdown: renderMarkdown(aDocument),
  pdf: new Uint8Array(),
};

it('finds nothing in a good document', async () => {
  const results = await judge(judged, textChecks);
  expect(results.flatMap(({ id, findings }) => findings.map((finding) => ({ id, ...finding })))).toEqual([]);
  expect(scoreOf(results)).toBe(100);
});
