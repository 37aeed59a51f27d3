import { renderMarkdown } from '../../render/markdown.ts';
import { aDocument } from '../../testing/a-document.ts';
import { aSource } from '../../testing/a-source.ts';
import { judgedWith } from '../../testing/judged.ts';
import { sections } from './sections.ts';

const markdown = renderMarkdown(aDocument);
const findings = async (text: string, source = aSource) =>
  (await sections.judge(judgedWith({}, { markdown: text, source }))).findings;

describe('The sections', () => {
  it('are all there; numbers before their titles do not matter', async () => {
    expect(await findings(markdown)).toEqual([]);
    expect(await findings(markdown.replace('## Overview', '## 1. Overview'))).toEqual([]);
  });

  it('are no headings within a fence', async () =>
    expect(await findings(markdown.replace('```mermaid', '```mermaid\n## Overview'))).toEqual([]));

  it.each([
    ['missing', (text: string) => text.replace('## Data Model', '### Data Model'), /"Data Model" is missing/],
    ['there twice', (text: string) => `${text}\n## Overview\n\nAgain\n`, /there again/],
    ['unknown', (text: string) => `${text}\n## Appendix\n\nMore\n`, /no section of ours/],
    ['empty', (text: string) => text.replace(/(## Open Questions\n)[\s\S]*/, '$1'), /"Open Questions" is empty/],
    [
      'without a table',
      (text: string) => text.replace(/(## API Endpoints\n)[\s\S]*?(?=## T)/, '$1\nNone.\n\n'),
      /has no table/,
    ],
  ])('are not %s', async (_, change, why) =>
    expect((await findings(change(markdown))).map(({ message }) => message).join()).toMatch(why),
  );

  it('may be without a table where the source has nothing for one', async () => {
    const bare = { ...aSource, facts: { ...aSource.facts, endpoints: [] } };
    expect(await findings(renderMarkdown({ ...aDocument, endpoints: [] }), bare)).toEqual([]);
  });
});
