import type { Finding } from '#schemas/findings.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import { type Named, physicalNames } from '../names/physical-names.ts';
import { environmentName } from '../values/environment.ts';
import { type Collapsed, sharedValues } from '../values/shared-values.ts';
import type { Home } from '../wiring/home.ts';
import type { Claims } from './logical-id.ts';
import type { Parameters } from './parameters.ts';
import type { Placed } from './placed.ts';
import { stackFindings } from './stack-findings.ts';

/** Resources that can be made beside what they were found as, and what became of what was found. */
export type Anew = Pick<Named, 'leftOut' | 'saidBy'> & {
  readonly resources: readonly Placed[];
  readonly parameters: Parameters;
  readonly collapsed: readonly Collapsed[];
  readonly findings: readonly Finding[];
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html, less some for what is asked later on. */
const mostParameters = 190;
const mostResources = 500;

/** An import takes what is there: every name and id stays. */
export const asTheyAre = (resources: readonly Placed[]): Anew => ({
  resources,
  parameters: {},
  leftOut: [],
  collapsed: [],
  findings: [],
  saidBy: () => undefined,
});

type Context = {
  readonly registry: Registry;
  readonly home: Home;
  readonly claims: Claims;
  /** How many parameters there are already. */
  readonly asked: number;
};

/** Frees wired resources from names that would collide and from values that only the original's surroundings have. */
export const makeAnew = (resources: readonly Placed[], { registry, home, claims, asked }: Context): Anew => {
  // What is too large for one template is parted, and its parameters with it.
  const room = resources.length > mostResources ? Number.POSITIVE_INFINITY : mostParameters - asked;
  const named = physicalNames(resources, { registry, home, claims, room });
  const tagged = environmentName(named.resources, claims);
  const left = room - Object.keys({ ...named.parameters, ...tagged.parameters }).length;
  const shared = sharedValues(tagged.resources, { home, claims, room: left });
  return {
    ...named,
    resources: shared.resources,
    parameters: { ...named.parameters, ...tagged.parameters, ...shared.parameters },
    collapsed: shared.collapsed,
    findings: [...named.findings, ...stackFindings(resources)],
  };
};
