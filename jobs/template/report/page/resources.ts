import { html } from '#shared/page/markup.ts';
import { compare } from '../../generate/assembly/canonical.ts';
import type { Resource } from '../diagram/resources.ts';
import type { Section } from './told.ts';

/** AWS::Lambda::Function is of Lambda; what is no type of AWS is of itself. */
const serviceOf = ({ type }: Resource): string => {
  const [vendor = '', service = vendor] = type.split('::');
  return vendor === 'AWS' ? service : type;
};

const shown = 1_000;

export const resources: Section = ({ resources: all, stacks }) => {
  if (all.size === 0) return undefined;
  const byService = [...Map.groupBy([...all.values()].slice(0, shown), serviceOf)].sort(([a], [b]) => compare(a, b));
  const rows = byService.map(
    ([service, members]) =>
      html`<tr><td><b>${service}</b> <span class="soft">${members.length}</span></td><td>${[
        ...Map.groupBy(members, ({ type }) => type.split('::').at(-1) ?? type),
      ].map(
        ([kind, same]) => html`<p><span class="soft">${kind}:</span> ${same.map(({ id }) => id).join(', ')}</p>`,
      )}</td></tr>`,
  );
  const more =
    all.size > shown
      ? html`<p>The first ${shown} of ${all.size}; ${stacks.length > 0 ? 'stacks.json' : 'template.yaml'} has all.</p>`
      : undefined;
  return {
    id: 'resources',
    title: 'Resources by service',
    body: html`<table class="wide"><thead><tr><th>Service</th><th>Resources</th></tr></thead><tbody>${rows}</tbody></table>${more}`,
  };
};
