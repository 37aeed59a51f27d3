import { eventMetadata } from '#schemas/event.ts';
import { diagram } from './diagram.ts';
import type { CatalogueEvent } from './envelope.ts';
import { codeBlock, table } from './markdown.ts';
import { fieldTable } from './page.ts';

/** The catalogue's first page. */
export const indexPage = (events: readonly CatalogueEvent[]): string => `<!-- Made of events/ by "npm run schemas". -->
# The events

All that happens to a job is said on one bus, \`dropforge-<stage>\`. Anyone may subscribe; no stage knows who listens. Delivery is at least once and in any order: a
repeat has the same \`metadata.id\`. Everything is under 64 KB; what is larger lies in S3, and the event has its key.

${table(
  ['event', 'version', 'says', 'said by', 'taken by'],
  events.map(({ type, version, description, producers, consumers }) => [
    `[${type}](${type}.md)`,
    version,
    description,
    producers.join(', '),
    consumers.join(', '),
  ]),
)}

${codeBlock('mermaid', diagram(events))}

## Metadata

\`detail\` is \`{ metadata, data }\`; the metadata are the same for all.

${fieldTable(eventMetadata)}

## For programs

- [AsyncAPI 3.0](../../schemas/json/asyncapi.json): the bus, its messages, and who says and takes them.
- [JSON Schema](../../schemas/json): one file an event, \`event.<type>.json\`.
- The EventBridge schema registry, with code bindings for Java, Python, TypeScript and Go: \`--param eventSchemas=true\` deploys one, \`dropforge-<stage>\`.

What a version promises, and what a reader may count on: [docs/decisions/event-versions.md](../decisions/event-versions.md).
`;
