import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { findTemplates, looksLikeTemplate } from '#local/cli/validate/find-templates.ts';
import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { parseDocuments } from '#shared/exports/parse/documents.ts';
import { UnreadableError } from '#shared/exports/unreadable.ts';
import type { Findings } from '../../run.ts';
import { openModels } from './botocore.ts';
import { deployed, isTemplate } from './live.ts';
import { type Measured, measure } from './measure.ts';
import { openProvider } from './provider-schema.ts';
import { awsCli } from './render/aws-cli.ts';
import { awsConfig } from './render/aws-config.ts';
import { cloudControl } from './render/cloud-control.ts';
import type { Renderer } from './render/dialect.ts';
import { terraformState } from './render/terraform.ts';
import { byType, summary, tally } from './tally.ts';

const corpus = resolve(import.meta.dirname, '..', 'corpus');

/** Where `scripts/python-tools.sh` puts what PyPI has of botocore. */
const botocore = (): string => {
  const python = resolve(import.meta.dirname, '../../../.venv/lib');
  const [version = ''] = existsSync(python) ? readdirSync(python) : [];
  return resolve(python, version, 'site-packages/botocore/data');
};

const renderersOf = (providerFolder: string | undefined): Readonly<Record<string, Renderer>> => {
  const models = openModels(botocore());
  const provider = openProvider(providerFolder ?? '');
  return {
    'cloud-control': cloudControl,
    ...(models.available ? { 'aws-config': awsConfig(models), 'aws-cli': awsCli(models) } : {}),
    ...(provider.available ? { 'terraform-state': terraformState(provider) } : {}),
  };
};

const templateIn = (text: string, file: string): JsonObject | undefined => {
  try {
    const value = parseDocuments(text, file)[0]?.value ?? null;
    return isTemplate(value) ? value : undefined;
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
};

const templatesIn = async (folder: string): Promise<readonly { file: string; template: JsonObject }[]> => {
  const found: { file: string; template: JsonObject }[] = [];
  for (const { file } of await findTemplates([folder], process.cwd())) {
    const text = await readFile(file, 'utf8');
    const template = looksLikeTemplate(text) ? templateIn(text, file) : undefined;
    if (template) found.push({ file, template });
  }
  return found;
};

/** What did not come back as it was, one by one: for whoever mends it. */
const troubles = (file: string, dialect: string, { logicalId, type, judgements }: Measured): readonly JsonObject[] =>
  judgements
    .filter((one) => one.outcome === 'lost' || one.wrong || (one.reference && one.reference !== 'recovered'))
    .map(({ path, outcome, reference, wrong, expected, actual }) => ({
      file: basename(file),
      dialect,
      logicalId,
      type,
      path,
      outcome,
      reference,
      wrong,
      expected: expected.value,
      targets: [...expected.targets],
      actual: actual?.value,
      to: actual && [...actual.targets],
    }));

const optionOf = (args: readonly string[], name: string): string | undefined =>
  args.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);

/**
 * `round-trip [folder] [--provider=<unpacked @cdktf/provider-aws>] [--dialect=<name>]`: each template of a folder (our own corpus if none is given)
 * as it would be exported in each dialect, dropped, and compared with what it was. See docs/decisions/fidelity-bench.md.
 */
export const run = async (args: readonly string[]): Promise<Findings> => {
  const [folder = corpus] = args.filter((each) => !each.startsWith('--'));
  const only = optionOf(args, 'dialect');
  const registry = loadRegistry();
  const renderers = renderersOf(optionOf(args, 'provider'));
  const templates = await templatesIn(resolve(folder));
  const byDialect = new Map<string, Measured[]>();
  const details: unknown[] = [];
  for (const { file, template } of templates) {
    const live = deployed(template, registry);
    if (live.length === 0) continue;
    for (const [dialect, render] of Object.entries(renderers)) {
      if (only !== undefined && only !== dialect) continue;
      const { measured, error, files, told } = await measure(live, render, registry);
      byDialect.set(dialect, [...(byDialect.get(dialect) ?? []), ...measured]);
      details.push(...measured.flatMap((each) => troubles(file, dialect, each)));
      for (const line of told) details.push({ dialect, told: line });
      if (error || files.length === 0) details.push({ file, dialect, error });
    }
  }
  return {
    tables: [summary(byDialect), ...[...byDialect].map(([dialect, measured]) => byType(dialect, measured, 25))],
    figures: {
      templates: templates.length,
      dialects: Object.fromEntries([...byDialect].map(([dialect, measured]) => [dialect, tally(measured)])),
      details,
    },
  };
};
