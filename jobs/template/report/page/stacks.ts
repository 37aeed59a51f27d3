import type { StackEntry } from '#schemas/stacks.ts';
import { html, type Markup } from '#shared/page/markup.ts';
import type { Section } from './told.ts';

/** AWS::Lambda::Function is Lambda Function. */
const kind = (type: string): string => type.replace(/^AWS::/, '').replaceAll('::', ' ');

const contents = ({ resources }: StackEntry): string =>
  [...Map.groupBy(Object.values(resources), kind)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name, { length }]) => (length > 1 ? `${length} ${name}` : name))
    .join(', ');

const where = ({ account, region, layer }: StackEntry): string =>
  [account, region, layer].filter((part) => part !== undefined).join(', ');

const row = (stack: StackEntry, at: number): Markup =>
  html`<tr><td class="n">${at + 1}</td><td><b>${stack.name}</b><p class="soft"><code>${stack.file}</code></p></td><td>${where(stack)}</td><td class="n">${Object.keys(stack.resources).length}</td><td>${contents(stack)}</td><td>${stack.dependsOn.join(', ')}</td></tr>`;

export const stacks: Section = ({ stacks: all }) =>
  all.length === 0
    ? undefined
    : {
        id: 'stacks',
        title: 'Stacks: what went where',
        body: html`<p>In the order of deployment. stacks.json names every resource of each.</p>
<table class="wide"><thead><tr><th class="n">#</th><th>Stack</th><th>Where</th><th class="n">Resources</th><th>What</th><th>After</th></tr></thead><tbody>${all.map(row)}</tbody></table>
<details><summary>The commands, in order</summary><div class="scroll"><pre>${all.map(({ commands }) => `${commands.map((line) => line.replace(/^ {2}/, '')).join('\n')}\n\n`)}</pre></div></details>`,
      };
