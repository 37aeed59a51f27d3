import type { StackEntry, StackManifest } from '#schemas/stacks.ts';
import type { TemplateSummary } from '#schemas/template-summary.ts';
import { capabilitiesFor, stackFiles } from '../../stack.ts';
import { wantedBy } from '../assembly/summary.ts';
import type { Stack } from './stack.ts';

/** More parameters than this are given in a file, not in the command. */
const inCommand = 8;

/** An element of a file that `aws cloudformation deploy --parameter-overrides file://…` and `create-change-set --parameters` take. */
export type GivenParameter = { readonly ParameterKey: string; readonly ParameterValue: string };

const entryOf = ({ name, file, account, region, layer, after, template, toImport }: Stack): StackEntry => {
  const parameters = wantedBy(template);
  return {
    name,
    file,
    ...(account && { account }),
    ...(region && { region }),
    ...(layer && { layer }),
    dependsOn: [...after],
    resources: Object.fromEntries(Object.entries(template.Resources).map(([id, { Type }]) => [id, Type])),
    parameters,
    ...(parameters.length > inCommand && { parametersFile: stackFiles(name).parameters }),
    ...(toImport && { resourcesToImport: stackFiles(name).resourcesToImport }),
  };
};

/** What the stacks are, where there are several. */
export const manifestOf = (stacks: readonly Stack[]): StackManifest => ({ stacks: stacks.map(entryOf) });

/** The parameters that want a value, to be filled in; undefined where they are few. */
export const parametersOf = ({ parameters, parametersFile }: StackEntry): readonly GivenParameter[] | undefined =>
  parametersFile === undefined ? undefined : parameters.map((ParameterKey) => ({ ParameterKey, ParameterValue: '' }));

type Told = NonNullable<TemplateSummary['stacks']>;

/** The stacks as the job's summary tells of them. */
export const toldOf = ({ stacks }: StackManifest): Told =>
  stacks.map(({ name, file, account, region, layer, resources, parameters, parametersFile }) => ({
    name,
    file,
    ...(account && { account }),
    ...(region && { region }),
    ...(layer && { layer }),
    resources: Object.keys(resources).length,
    capabilities: capabilitiesFor(Object.values(resources)),
    parameters: parametersFile === undefined ? parameters : [],
    ...(parametersFile && { parametersFile }),
  }));
