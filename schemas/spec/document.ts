import * as z from 'zod';
import { span, verbs } from './facts.ts';

/** Prose with code in it: never markup. `code` is an identifier, a path or a route of the source, set in code style. */
export const inline = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('code'), text: z.string() }),
]);
export const prose = z.array(inline);

export const labels = ['confirmed', 'inferred', 'gap'] as const;

/** https://alistairmavin.com/ears/ */
export const earsPatterns = ['ubiquitous', 'event', 'state', 'unwanted', 'optional', 'complex'] as const;

/** One shall, of one feature. `confirmed`: code says it; `inferred`: names or comments suggest it; `gap`: nothing was found. */
export const requirement = z.object({
  id: z.string().regex(/^FR-\d{3,}$/),
  feature: z.string(),
  pattern: z.enum(earsPatterns),
  statement: prose,
  label: z.enum(labels),
  citations: z.array(span).describe('Empty for a gap'),
  identifiers: z.array(z.string()).default([]).describe('Names of the source it rests on: each cited span holds one'),
});

export const nonFunctional = z.object({
  id: z.string().regex(/^NFR-\d{3,}$/),
  category: z.enum(['performance', 'security', 'reliability', 'capacity']),
  statement: prose,
  evidenced: z.boolean().describe('false: the statement says "not evidenced"'),
  value: z.number().optional(),
  unit: z.string().optional(),
  citations: z.array(span),
  identifiers: z.array(z.string()).default([]),
});

export const documentField = z.object({
  name: z.string(),
  type: z.string(),
  constraints: z.array(z.string()).describe('key, required, at most 200 characters, unique …'),
  description: prose.default([]),
});

export const documentEntity = z.object({
  name: z.string(),
  description: prose,
  table: z.string().optional(),
  fields: z.array(documentField),
  relations: z.array(z.object({ kind: z.string(), target: z.string(), field: z.string().optional() })),
  citation: span,
});

export const documentEndpoint = z.object({
  verb: z.enum(verbs),
  route: z.string(),
  purpose: prose,
  access: z.string().describe('Anyone; signed in; role Admin; not evidenced'),
  parameters: z.array(z.string()),
  statuses: z.array(z.number().int()),
  citation: span,
});

export const openQuestion = z.object({
  question: prose,
  why: prose,
  feature: z.string().optional(),
  citations: z.array(span).default([]),
});

/** A row of the traceability table: feature -> requirement -> source. */
export const trace = z.object({
  feature: z.string(),
  description: z.string(),
  coverage: z.enum(['covered', 'partly', 'not found in source']),
  requirements: z.array(z.string()),
  sources: z.array(span),
});

/** The sections of a specification, once, in this order. Titles are the renderers' to print. */
export const sections = [
  { id: 'overview', title: 'Overview' },
  { id: 'functional', title: 'Functional Requirements' },
  { id: 'non-functional', title: 'Non-Functional Requirements' },
  { id: 'data-model', title: 'Data Model' },
  { id: 'api', title: 'API Endpoints' },
  { id: 'traceability', title: 'Traceability' },
  { id: 'open-questions', title: 'Open Questions' },
] as const;

/** What a person may want to know of how it was made: shown in the report, not in the specification. */
export const considered = z.object({
  feature: z.string(),
  terms: z.array(z.string()),
  symbols: z.array(z.object({ name: z.string(), score: z.number(), span })),
  snippets: z.array(span),
  tokens: z.number().int(),
});

/** The document model: Markdown, PDF and checks are functions of it. Everything in it is data: renderers escape. */
export const document = z.object({
  title: z.string().describe('Software Requirements Specification'),
  moduleName: z.string(),
  version: z.string(),
  language: z.string(),
  date: z.string().describe("ISO 8601 date, of the job's submission: same input, same bytes"),
  archive: z.object({ name: z.string(), sha256: z.string() }),
  overview: z.object({
    purpose: z.array(prose).describe('Paragraphs: what the module does for whom'),
    scope: z.array(prose),
    technology: z.array(z.object({ name: prose, detail: prose })),
    warnings: z.array(prose).default([]).describe('What the reader must know of what was not read'),
  }),
  features: z.array(
    z.object({
      id: z.string(),
      description: z.string(),
      summary: prose,
      requirements: z.array(requirement),
    }),
  ),
  nonFunctional: z.array(nonFunctional),
  entities: z.array(documentEntity),
  endpoints: z.array(documentEndpoint),
  traceability: z.array(trace),
  openQuestions: z.array(openQuestion),
});

export type Inline = z.infer<typeof inline>;
export type Prose = z.infer<typeof prose>;
export type Requirement = z.infer<typeof requirement>;
export type NonFunctional = z.infer<typeof nonFunctional>;
export type DocumentEntity = z.infer<typeof documentEntity>;
export type DocumentEndpoint = z.infer<typeof documentEndpoint>;
export type OpenQuestion = z.infer<typeof openQuestion>;
export type Trace = z.infer<typeof trace>;
export type Considered = z.infer<typeof considered>;
export type SpecDocument = z.infer<typeof document>;
export type Label = (typeof labels)[number];
