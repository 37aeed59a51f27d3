import type { Release } from '../compatibility/released.ts';
import type { CatalogueEvent } from './envelope.ts';
import { indexPage } from './index-page.ts';
import { page } from './page.ts';

/** The pages of the catalogue by path from the root. */
export const cataloguePages = (
  events: readonly CatalogueEvent[],
  releases: readonly Release[],
): ReadonlyMap<string, string> =>
  new Map([
    ['docs/events/README.md', indexPage(events)],
    ...events.map((event) => [`docs/events/${event.type}.md`, page(event, releases)] as const),
  ]);
