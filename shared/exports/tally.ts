import type { JsonValue } from '#schemas/json.ts';
import { PermanentError } from '../pipeline/errors.ts';
import type { DialectReading } from './dialects/dialect.ts';
import { limits } from './limits.ts';
import type { ExportedResource } from './resource.ts';

/** Recursion is safe: what is parsed nests no deeper than `limits.nestingDepth`. */
const valuesOf = (value: JsonValue | undefined): number => {
  if (typeof value !== 'object' || value === null) return 1;
  let sum = 1;
  for (const each of Object.values(value)) sum += valuesOf(each);
  return sum;
};

const number = (count: number) => count.toLocaleString('en-US');

const hint =
  'Split the drop into several folders, by region, account or service, one job each, and leave out what is not needed.';

const ofSnapshot = ` Of an AWS Config snapshot: jq -c '{configurationItems: [.configurationItems[] | select(.resourceType | startswith("AWS::Lambda::"))]}' snapshot.json > lambda.json`;

/** How many kinds of resources a message names. */
const named = 5;

/** How much of a drop a kind of job takes. */
export type DropLimits = { readonly resourcesPerDrop: number; readonly valuesPerDrop: number };

/** Counts what is read of a drop against its limits; what is beyond them is still counted, so that it can be told, and not kept. */
export class Tally {
  readonly #limits: DropLimits;
  #resources = 0;
  #values = 0;
  #types = new Map<string, number>();
  #hasItems = false;

  constructor(most: DropLimits = limits) {
    this.#limits = most;
  }

  /** Counts a reading; false if the drop is over its limits with it or was before. */
  add({ resources, orphans, templates }: DialectReading): boolean {
    const all = [...resources, ...orphans.map(({ resource }) => resource)];
    for (const each of all) this.#count(each);
    for (const { sections } of templates) this.#values += valuesOf(sections);
    return !this.isOver();
  }

  #count({ type, called, properties, dialect }: ExportedResource): void {
    this.#resources += 1;
    this.#values += valuesOf(properties);
    this.#hasItems ||= dialect === 'aws-config';
    const name = type ?? called;
    this.#types.set(name, (this.#types.get(name) ?? 0) + 1);
  }

  isOver(): boolean {
    return this.#resources > this.#limits.resourcesPerDrop || this.#values > this.#limits.valuesPerDrop;
  }

  /** Throws `PermanentError` TOO_MANY_RESOURCES or DROP_TOO_LARGE, with what there is most of and how to split it. */
  refuseIfOver(): void {
    if (!this.isOver()) return;
    const most = [...this.#types].sort(([, a], [, b]) => b - a).slice(0, named);
    const kinds = most.map(([type, count]) => `${number(count)} of ${type}`).join(', ');
    const how = hint + (this.#hasItems ? ofSnapshot : '');
    if (this.#resources > this.#limits.resourcesPerDrop) {
      const message = `The drop holds ${number(this.#resources)} resources or parts of resources, more than the ${number(this.#limits.resourcesPerDrop)} that one job takes; most are ${kinds}.`;
      throw new PermanentError('TOO_MANY_RESOURCES', message, how);
    }
    const message = `The resources of the drop hold ${number(this.#values)} values, more than the ${number(this.#limits.valuesPerDrop)} that one job takes; most resources are ${kinds}.`;
    throw new PermanentError('DROP_TOO_LARGE', message, how);
  }

  /** What would bring the counts back to where they are now: a file that fails in its middle counts for nothing. */
  mark(): () => void {
    const [resources, values, types] = [this.#resources, this.#values, new Map(this.#types)];
    return () => {
      this.#resources = resources;
      this.#values = values;
      this.#types = types;
    };
  }
}
