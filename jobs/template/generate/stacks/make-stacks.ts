import type { FidelityReport } from '#schemas/fidelity.ts';
import type { Finding } from '#schemas/findings.ts';
import type { TemplateOptions } from '#schemas/template-options.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { CollectedFile, TemplateSections } from '#shared/exports/resource.ts';
import { stackFiles } from '../../stack.ts';
import { assemble } from '../assembly/assemble.ts';
import { compare } from '../assembly/canonical.ts';
import { type Composed, compose } from '../assembly/compose.ts';
import { beside, byTemplate, type Elsewhere } from '../assembly/elsewhere.ts';
import { type Accounted, fidelityReport } from '../assembly/fidelity.ts';
import { headerOf } from '../assembly/header.ts';
import { limitFindings, maxTemplateBytes, templateLimits } from '../assembly/limits.ts';
import { resourcesToImport } from '../import/resources-to-import.ts';
import type { MappedResource, Trace } from '../mapped.ts';
import { withOutputs } from '../outputs/outputs.ts';
import { acrossFindings } from './across.ts';
import type { Bin } from './bins.ts';
import { importedByValueFinding, placesFinding, splitFinding } from './findings.ts';
import { linked } from './linked.ts';
import { binNames, layersOf, placeNames } from './names.ts';
import { type Place, placesOf } from './places.ts';
import { type Split, split } from './split.ts';
import type { Stack } from './stack.ts';
import { templatesOf } from './templates-of.ts';

/** What templates are made of. */
export type Ingredients = {
  /** What people call the drop: its folder. */
  readonly title: string;
  readonly files: readonly CollectedFile[];
  readonly templates: readonly TemplateSections[];
  readonly resources: readonly MappedResource[];
  /** Of what no resource was made of. */
  readonly traces: readonly Trace[];
  readonly mode?: TemplateOptions['mode'];
};

export type Made = {
  /** In the order of deployment. */
  readonly stacks: readonly Stack[];
  readonly fidelity: FidelityReport;
  readonly findings: readonly Finding[];
};

/** A composition, the bins it was parted into if it was too large for one template, and what all of them are called. */
type Draft = {
  readonly name: string;
  readonly place: Place;
  readonly composed: Composed;
  readonly parts: readonly Part[];
};

/** What will be one stack. `title` is what the template says it is of. */
type Part = {
  readonly name: string;
  readonly title: string;
  readonly layer?: string;
  readonly composed: Composed;
  readonly after: readonly string[];
};

/** A finding about a resource is about the template that has it. */
const inFile = (finding: Finding, fileOf: (logicalId: string) => string | undefined): Finding => {
  const file = finding.logicalId === undefined ? undefined : fileOf(finding.logicalId);
  return file === undefined ? finding : { ...finding, file };
};

const severityRank = { FATAL: 0, ERROR: 1, WARN: 2, INFO: 3 } as const;

const sortedFindings = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (a, b) =>
      severityRank[a.severity] - severityRank[b.severity] ||
      compare(a.rule, b.rule) ||
      compare(a.logicalId ?? '', b.logicalId ?? '') ||
      compare(a.message, b.message),
  );

const filesByResource = (parts: readonly Part[], files: ReadonlyMap<Part, string>): ReadonlyMap<string, string> =>
  new Map(
    parts.flatMap((part) =>
      part.composed.resources.map(({ logicalId }): [string, string] => [logicalId, files.get(part) ?? '']),
    ),
  );

/** Makes the stacks of one drop. */
class Making {
  readonly #given: Ingredients;
  readonly #registry: Registry;
  readonly #all: Elsewhere;

  constructor(given: Ingredients, registry: Registry) {
    this.#given = given;
    this.#all = byTemplate(given.resources);
    this.#registry = registry;
  }

  get mode() {
    return this.#given.mode ?? 'recreate';
  }

  #compose(title: string, resources: readonly MappedResource[], isMain: boolean): Composed {
    const { templates } = this.#given;
    const { mode } = this;
    const elsewhere = beside(this.#all, byTemplate(resources));
    const ingredients = {
      title,
      templates: templatesOf(templates, resources, elsewhere, isMain),
      resources,
      mode,
      elsewhere,
    };
    return compose(ingredients, this.#registry);
  }

  /** With the outputs that others would import; an import may not have any. */
  #complete(composed: Composed): Pick<Composed, 'title' | 'sections' | 'resources' | 'findings'> {
    const { title, sections, resources } = composed;
    if (this.mode === 'import') return { title, sections, resources, findings: [] };
    const { outputs, findings } = withOutputs(resources, sections.Outputs);
    return { title, sections: { ...sections, Outputs: outputs }, resources, findings };
  }

  #fits(composed: Composed): boolean {
    const complete = this.#complete(composed);
    const { resources, sections } = complete;
    const bodies = resources.map(({ properties, attributes }) => JSON.stringify([properties, attributes]).length);
    const json = bodies.reduce((sum, each) => sum + each, JSON.stringify(sections).length);
    const isLarge = json * 4 + resources.length * 100 > maxTemplateBytes;
    const bytes = isLarge ? Buffer.byteLength(assemble(complete, this.#registry, []).yaml) : 0;
    return limitFindings(sections, bytes).length === 0;
  }

  /** In ever smaller pieces until all fit, which the first ones do unless sizes were estimated badly. */
  #parted(name: string, composed: Composed): readonly Part[] {
    let parts: readonly Part[] = [];
    for (const tightness of [1, 1.4, 2, 4]) {
      const found = split(composed, this.#registry, tightness);
      const names = binNames(name, found.bins);
      parts = this.mode === 'import' ? this.#apart(found.bins, names) : this.#linked(name, composed, found, names);
      const sized = parts.map((part) => assemble(this.#complete(part.composed), this.#registry, []));
      if (sized.every(({ yaml }) => Buffer.byteLength(yaml) <= maxTemplateBytes)) break;
    }
    return parts;
  }

  /** An import may not bring outputs, so nothing can be exported: each part is composed by itself and keeps the others' ids as values. */
  #apart(bins: readonly Bin[], names: readonly string[]): readonly Part[] {
    return bins.map((bin, at) => {
      const name = names[at] ?? '';
      const resources = bin.units.flatMap(({ members }) => members.map(({ placed }) => placed.mapped));
      const composed = this.#compose(name, resources, at === 0);
      return { name, title: name, layer: layersOf(bin), composed, after: [] };
    });
  }

  #linked(place: string, composed: Composed, { bins, homes }: Split, names: readonly string[]): readonly Part[] {
    const position = new Map(composed.resources.map((placed, at) => [placed, at]));
    const inOrder = bins.map(({ units }) =>
      units
        .flatMap(({ members }) => members.map(({ placed }) => placed))
        .sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0)),
    );
    return linked(composed, { parts: inOrder, homes }, place).map(({ resources, sections, after }, at) => {
      const name = names[at] ?? '';
      return {
        name,
        title: name,
        ...(bins[at] && { layer: layersOf(bins[at]) }),
        composed: { ...composed, title: name, resources, sections, findings: [] },
        after: after.map((each) => names[each] ?? ''),
      };
    });
  }

  drafts(): readonly Draft[] {
    const { title, resources } = this.#given;
    const places = placesOf(resources);
    const names = placeNames(title, places);
    return places.map((place, at) => {
      const name = names[at] ?? '';
      const heading = places.length === 1 ? title : name;
      const composed = this.#compose(heading, place.resources, at === 0);
      const isWhole = composed.resources.length <= templateLimits.Resources && this.#fits(composed);
      const parts = isWhole ? [] : this.#parted(name, composed);
      // A single part has only what its resources use of all that the templates declared.
      const whole = parts.length === 1 ? (parts[0]?.composed ?? composed) : composed;
      const one = { name, title: heading, composed: { ...composed, sections: whole.sections }, after: [] };
      return { name, place, composed, parts: parts.length > 1 ? parts : [one] };
    });
  }

  stackOf({ place }: Draft, { name, layer, composed, after }: Part, file: string, story: readonly string[]): Stack {
    const { resources, home } = composed;
    const header = [...headerOf(this.#given.files, resources, home), ...story];
    const complete = this.#complete(composed);
    const { template, yaml } = assemble(complete, this.#registry, header);
    const { account, region } = place;
    return {
      name,
      file,
      ...(account && { account }),
      ...(region && { region }),
      ...(layer && { layer }),
      template,
      yaml,
      placed: resources,
      after,
      ...(this.mode === 'import' && { toImport: resourcesToImport(resources, this.#registry) }),
      findings: [...composed.findings, ...complete.findings, ...limitFindings(template, Buffer.byteLength(yaml))],
    };
  }

  /** What was found as a composition was made that is several templates now. */
  findingsOf({ composed, parts }: Draft, files: ReadonlyMap<Part, string>): readonly Finding[] {
    const fileOf = filesByResource(parts, files);
    return composed.findings.map((each) => inFile(each, (id) => fileOf.get(id)));
  }

  /** Where a composition's properties went: in several templates if it was parted and linked, else in its own. */
  accounted({ composed, parts }: Draft, files: ReadonlyMap<Part, string>): Accounted[] {
    const fileOfPart = (part: Part) => (files.size > 1 ? files.get(part) : undefined);
    if (parts.length > 1 && this.mode === 'recreate') {
      const fileOf = filesByResource(parts, files);
      return [
        {
          resources: composed.resources,
          aftermath: composed.aftermath,
          fileOf: (id) => fileOf.get(id),
        },
      ];
    }
    return parts.map((part) => ({
      resources: part.composed.resources,
      aftermath: part.composed.aftermath,
      fileOf: () => fileOfPart(part),
    }));
  }
}

const storyOf = (at: number, all: number, { after }: Part): string[] =>
  all === 1
    ? []
    : [
        `Stack ${at + 1} of ${all}${after.length > 0 ? `, after ${after.join(', ')}` : ''}: stacks.json has them all, in the order of deployment.`,
      ];

/**
 * Makes a template of mapped resources, or several: one for each account and Region, and where one would be more than CloudFormation takes,
 * one for each layer of it. The same input, in whatever order, gives the same bytes.
 */
export const makeStacks = (given: Ingredients, registry: Registry): Made => {
  const making = new Making(given, registry);
  const drafts = making.drafts();
  const all = drafts.flatMap((draft) => draft.parts.map((part) => ({ draft, part })));
  const isOne = all.length === 1;
  const files = new Map(all.map(({ part }) => [part, isOne ? 'template.yaml' : stackFiles(part.name).template]));
  const stacks = all.map(({ draft, part }, at) =>
    making.stackOf(draft, part, files.get(part) ?? '', storyOf(at, all.length, part)),
  );
  const parted = drafts.filter(({ parts }) => parts.length > 1);
  const findings = [
    ...placesFinding(
      drafts.map(({ place }) => place),
      drafts.map(({ name }) => name),
    ),
    ...parted.map(({ name, composed, parts }) =>
      splitFinding(
        name,
        composed.resources.length,
        parts.map((part) => part.name),
      ),
    ),
    ...(making.mode === 'import' ? parted.map(({ name }) => importedByValueFinding(name)) : []),
    ...(making.mode === 'import' ? [] : parted.flatMap((draft) => making.findingsOf(draft, files))),
    ...acrossFindings(drafts, registry, making.mode),
    ...stacks.flatMap(({ file, findings: own }) => (isOne ? own : own.map((each) => ({ ...each, file })))),
  ];
  return {
    stacks,
    fidelity: fidelityReport(
      given.files,
      drafts.flatMap((draft) => making.accounted(draft, files)),
      given.traces,
    ),
    findings: sortedFindings(findings),
  };
};
