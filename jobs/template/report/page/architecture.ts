import { html, trusted } from '#shared/page/markup.ts';
import type { Section } from './told.ts';

/** How far, by its width in CSS pixels, a picture may be shrunk before it is scrolled. */
const sizeOf = (width: number): string => {
  if (width > 1_700) return 'large';
  if (width > 704) return 'medium';
  return width > 512 ? 'small' : '';
};

export const architecture: Section = ({ picture }) =>
  picture === undefined
    ? undefined
    : {
        id: 'architecture',
        title: 'Architecture',
        body: html`<p class="soft">An arrow goes from who refers or calls to who is referred to. Roles, rules and policies are told with whom they belong to.</p>
<div class="scroll ${sizeOf(picture.width)}" tabindex="0" role="group" aria-label="Architecture, scrolls sideways">${trusted(picture.svg)}</div>`,
      };
