import { type NonFunctional, type Requirement, type SpecDocument, sections } from '#schemas/spec/document.ts';
import type { Span } from '#schemas/spec/facts.ts';
import { erDiagram } from './er-diagram.ts';
import { codeSpan, escapeText, inlines, paragraph, table } from './escape-markdown.ts';
import { inOneTable, inTables } from './form.ts';
import type { RenderMarkdown } from './rendered.ts';

type SectionId = (typeof sections)[number]['id'];

const cite = ({ path, start, end }: Span): string => codeSpan(`${path}:${start}-${end}`);
const cites = (spans: readonly Span[]): string => spans.map(cite).join(', ');

const blocks = (...parts: readonly (string | readonly string[])[]): string[] =>
  parts.flatMap((part) => (typeof part === 'string' ? (part === '' ? [] : [part, '']) : part));

const bullets = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [...lines.map((line) => `- ${line}`), ''];

/** GitHub makes the anchor of a heading of its text in lower case: FR-001 is #fr-001. */
const link = (text: string, heading: string = text): string =>
  `[${escapeText(text)}](#${heading.toLowerCase().replace(/[^a-z0-9]+/g, '-')})`;

const overview = ({ overview: { purpose, scope, technology, warnings } }: SpecDocument): string[] => [
  ...blocks(...purpose.map(paragraph), ...scope.map(paragraph)),
  ...table(
    ['Technology', 'Evidence'],
    technology.map(({ name, detail }) => [inlines(name), inlines(detail)]),
  ),
  ...bullets(warnings.map((warning) => `**Note:** ${inlines(warning)}`)),
];

const requirement = ({ id, statement, label, citations }: Requirement): string[] =>
  blocks(`#### ${id}`, paragraph(statement), citations.length === 0 ? `*${label}*` : `*${label}*: ${cites(citations)}`);

/** A feature of which there is nothing to say but that it is not found stands in the traceability table alone. */
const functional = (document: SpecDocument): string[] => {
  const told = document.features.filter(({ requirements, summary }) => requirements.length > 0 || summary.length > 0);
  if (told.length === 0) return blocks('None of the features was found in source.');
  if (inTables(document)) {
    return table(
      ['Requirement', 'Feature', 'Statement', 'Label', 'Source'],
      told.flatMap(({ requirements }) =>
        requirements.map(({ id, feature, statement, label, citations }) => [
          id,
          escapeText(feature),
          inlines(statement),
          label,
          cites(citations),
        ]),
      ),
    );
  }
  return told.flatMap(({ id, description, summary, requirements }) => [
    ...blocks(
      `### ${escapeText(description === '' ? id : `${id}: ${description}`)}`,
      summary.length === 0 ? '' : `${paragraph(summary)} ${link('Traceability')}`,
    ),
    ...requirements.flatMap(requirement),
  ]);
};

const nonFunctionalRow = ({ id, category, statement, evidenced, citations }: NonFunctional): string[] =>
  blocks(`#### ${id}`, paragraph(statement), `*${category}*${evidenced ? `: ${cites(citations)}` : ', not evidenced'}`);

const nonFunctional = (document: SpecDocument): string[] => document.nonFunctional.flatMap(nonFunctionalRow);

const entity = ({
  name,
  description,
  table: stored,
  fields,
  relations,
  citation,
}: SpecDocument['entities'][number]) => [
  ...blocks(
    `### ${codeSpan(name)}`,
    description.length === 0 ? '' : paragraph(description),
    `${stored === undefined ? 'Source' : `Table ${codeSpan(stored)}`}: ${cite(citation)}`,
  ),
  ...table(
    ['Field', 'Type', 'Constraints', 'Description'],
    fields.map(({ name: field, type, constraints, description: told }) => [
      codeSpan(field),
      codeSpan(type),
      escapeText(constraints.join(', ')),
      inlines(told),
    ]),
  ),
  ...table(
    ['Relation', 'Entity', 'Field'],
    relations.map(({ kind, target, field }) => [escapeText(kind), codeSpan(target), codeSpan(field ?? '')]),
  ),
];

const fieldsOfAll = ({ entities }: SpecDocument): string[] => [
  ...table(
    ['Entity', 'Table', 'Description', 'Relations', 'Source'],
    entities.map(({ name, table: stored, description, relations, citation }) => [
      codeSpan(name),
      codeSpan(stored ?? ''),
      inlines(description),
      relations.map(({ kind, target }) => `${escapeText(kind)} ${codeSpan(target)}`).join(', '),
      cite(citation),
    ]),
  ),
  ...table(
    ['Entity', 'Field', 'Type', 'Constraints', 'Description'],
    entities.flatMap(({ name, fields }) =>
      fields.map((field) => [
        codeSpan(name),
        codeSpan(field.name),
        codeSpan(field.type),
        escapeText(field.constraints.join(', ')),
        inlines(field.description),
      ]),
    ),
  ),
];

const dataModel = (document: SpecDocument): string[] => {
  const { entities } = document;
  if (entities.length === 0) return blocks('No entity was found in source.');
  const diagram = erDiagram(entities);
  return [
    ...(diagram.length > 0 ? ['```mermaid', ...diagram, '```', ''] : []),
    ...(inOneTable(document) ? fieldsOfAll(document) : entities.flatMap(entity)),
  ];
};

const api = ({ endpoints }: SpecDocument): string[] =>
  endpoints.length === 0
    ? blocks('No endpoint was found in source.')
    : table(
        ['Verb', 'Route', 'Purpose', 'Access', 'Parameters', 'Statuses', 'Source'],
        endpoints.map(({ verb, route, purpose, access, parameters, statuses, citation }) => [
          verb,
          codeSpan(route),
          inlines(purpose),
          escapeText(access),
          parameters.map(codeSpan).join(', '),
          statuses.join(', '),
          cite(citation),
        ]),
      );

const traceability = (document: SpecDocument): string[] => {
  const written = new Set(document.features.flatMap(({ requirements }) => requirements.map(({ id }) => id)));
  const heading = inTables(document) ? 'Functional Requirements' : undefined;
  return table(
    ['Feature', 'Description', 'Coverage', 'Requirements', 'Sources'],
    document.traceability.map(({ feature, description, coverage, requirements, sources }) => [
      escapeText(feature),
      escapeText(description),
      coverage,
      requirements.map((id) => (written.has(id) ? link(id, heading ?? id) : escapeText(id))).join(', '),
      cites(sources),
    ]),
  );
};

const openQuestions = ({ openQuestions: questions }: SpecDocument): string[] =>
  questions.length === 0
    ? blocks('There are no open questions.')
    : bullets(
        questions.map(({ question, why, feature, citations }) =>
          [
            feature === undefined ? '' : `${escapeText(feature)}:`,
            `**${inlines(question).trim()}**`,
            inlines(why).trim(),
            citations.length === 0 ? '' : `(${cites(citations)})`,
          ]
            .filter((part) => part !== '' && part !== '****')
            .join(' '),
        ),
      );

const bodies: Readonly<Record<SectionId, (document: SpecDocument) => string[]>> = {
  overview,
  functional,
  'non-functional': nonFunctional,
  'data-model': dataModel,
  api,
  traceability,
  'open-questions': openQuestions,
};

/** `specification.md` in GitHub-flavoured Markdown. What came from the source is escaped: it is text and code, never markup. */
export const renderMarkdown: RenderMarkdown = (document) => {
  const { title, moduleName, version, date, archive } = document;
  return [
    ...blocks(
      `# ${escapeText(`${title}: ${moduleName}`)}`,
      `Version ${escapeText(version)} · ${escapeText(date)} · ${codeSpan(archive.name)} (SHA-256 ${codeSpan(archive.sha256)})`,
    ),
    ...sections.flatMap(({ id, title: heading }) => [`## ${heading}`, '', ...bodies[id](document)]),
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()
    .concat('\n');
};
