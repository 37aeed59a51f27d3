import { type Prose, type Requirement, type SpecDocument, sections } from '#schemas/spec/document.ts';
import type { Span } from '#schemas/spec/facts.ts';
import type { Figure } from '../diagram/figures.ts';
import { printable } from './covered.ts';

/** A part of prose as the template takes it: [is it code, the text]. */
type Part = readonly [code: boolean, text: string];

/** A text that may lead somewhere else in the document: `to` is a label that surely exists. */
type Linked = { readonly text: string; readonly to?: string };

const prose = (parts: Prose): Part[] =>
  parts
    .map(({ kind, text }): Part => [kind === 'code', printable(text)])
    .filter(([code, text]) => (code ? text.trim() !== '' : text !== ''));

const cite = ({ path, start, end }: Span): string => printable(`${path}:${start}-${end}`);
const cites = (spans: readonly Span[]): string[] => [...new Set(spans.map(cite))];

/** What is longer than this may be split over two pages: it could not fit on one. */
const keepTogether = 1_200;
const fits = (...texts: readonly (Prose | readonly string[])[]): boolean =>
  texts.flat().reduce((sum, each) => sum + (typeof each === 'string' ? each : each.text).length, 0) < keepTogether;

/** Labels by position, as two things of a document may have the same name; the first of a name is who is meant by it. */
const firstOf = (names: readonly string[], prefix: string): ReadonlyMap<string, string> =>
  new Map(names.map((name, index): [string, string] => [name, `${prefix}-${index}`]).reverse());

const linked = (name: string, labels: ReadonlyMap<string, string>): Linked => {
  const to = labels.get(name);
  return { text: printable(name), ...(to === undefined ? {} : { to }) };
};

/** `language` is BCP 47; Typst takes a language and a region. */
const languageOf = (language: string): { lang: string; region: string | null } => {
  const [lang = '', ...rest] = language.split('-');
  const region = rest.find((part) => /^[A-Za-z]{2}$/.test(part));
  return { lang: /^[a-z]{2,3}$/.test(lang) ? lang : 'en', region: region?.toUpperCase() ?? null };
};

const dateOf = (date: string): readonly [number, number, number] | null => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date) ?? [];
  const parsed = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(parsed.valueOf())) return null;
  return [parsed.getUTCFullYear(), parsed.getUTCMonth() + 1, parsed.getUTCDate()];
};

/** The same as in Markdown: a feature of which there is nothing to say stands in the traceability table alone. */
const told = ({ requirements, summary }: SpecDocument['features'][number]): boolean =>
  requirements.length > 0 || summary.length > 0;

const countOf = (document: SpecDocument, label: Requirement['label']): number =>
  document.features.reduce((sum, each) => sum + each.requirements.filter((it) => it.label === label).length, 0);

const lacking = (text: string): number => text.split('\u25a1').length - 1;

/** Everything the template prints, as JSON: text is printable, links lead to labels that exist. */
export const printedOf = (document: SpecDocument, figures: readonly Figure[]): string => {
  const features = document.features.filter(told);
  const rows = firstOf(
    document.traceability.map(({ feature }) => feature),
    'trace',
  );
  const ids = firstOf(
    features.flatMap(({ requirements }) => requirements.map(({ id }) => id)),
    'requirement',
  );
  let label = 0;
  const requirement = ({ id, statement, label: evidence, citations }: Requirement) => ({
    id: printable(id),
    anchor: `requirement-${label++}`,
    statement: prose(statement),
    label: evidence,
    citations: cites(citations),
    whole: fits(statement, cites(citations)),
  });
  const printed = {
    ...languageOf(document.language),
    title: printable(document.title),
    module: printable(document.moduleName),
    version: printable(document.version),
    date: dateOf(document.date),
    dateText: printable(document.date),
    archive: { name: printable(document.archive.name), sha256: printable(document.archive.sha256) },
    counts: {
      features: document.features.length,
      confirmed: countOf(document, 'confirmed'),
      inferred: countOf(document, 'inferred'),
      gap: countOf(document, 'gap'),
      nonFunctional: document.nonFunctional.length,
      entities: document.entities.length,
      endpoints: document.endpoints.length,
    },
    sections: Object.fromEntries(sections.map(({ id, title }) => [id, title])),
    overview: {
      purpose: document.overview.purpose.map(prose),
      scope: document.overview.scope.map(prose),
      technology: document.overview.technology.map(({ name, detail }) => [prose(name), prose(detail)]),
      warnings: document.overview.warnings.map(prose),
    },
    features: features.map(({ id, description, summary, requirements }) => ({
      heading: printable(description === '' ? id : `${id}: ${description}`),
      trace: linked(id, rows),
      summary: prose(summary),
      requirements: requirements.map(requirement),
    })),
    nonFunctional: document.nonFunctional.map(({ id, category, statement, evidenced, citations }) => ({
      id: printable(id),
      category,
      statement: prose(statement),
      evidenced,
      citations: cites(citations),
      whole: fits(statement, cites(citations)),
    })),
    figures,
    entities: document.entities.map(({ name, description, table, fields, relations, citation }) => ({
      name: printable(name),
      description: prose(description),
      table: printable(table ?? ''),
      citation: cite(citation),
      fields: fields.map((field) => ({
        name: printable(field.name),
        type: printable(field.type),
        constraints: printable(field.constraints.join(', ')),
        description: prose(field.description),
      })),
      relations: relations.map(({ kind, target, field }) => [kind, target, field ?? ''].map(printable)),
    })),
    endpoints: document.endpoints.map(({ verb, route, purpose, access, parameters, statuses, citation }) => ({
      verb,
      route: printable(route),
      purpose: prose(purpose),
      access: printable(access),
      parameters: parameters.map(printable),
      statuses: statuses.join(', '),
      citation: cite(citation),
      whole: fits(purpose, [route, access, ...parameters]),
    })),
    traceability: document.traceability.map(({ feature, description, coverage, requirements, sources }, index) => ({
      anchor: `trace-${index}`,
      feature: printable(feature),
      description: printable(description),
      coverage,
      requirements: requirements.map((id) => linked(id, ids)),
      sources: cites(sources),
      whole: fits([description, ...cites(sources)]),
    })),
    questions: document.openQuestions.map(({ question, why, feature = '', citations }) => ({
      question: prose(question),
      why: prose(why),
      feature: feature === '' ? { text: '' } : linked(feature, rows),
      citations: cites(citations),
    })),
  };
  const json = JSON.stringify(printed);
  return JSON.stringify({ ...printed, boxes: lacking(json) });
};
