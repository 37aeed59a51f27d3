import type { ExportedResource } from '#shared/exports/resource.ts';
import type { DropReason } from './dropped.ts';
import type { Carry, Left } from './fit.ts';
import { type Found, type FoundObject, found as located, take } from './found.ts';

/** A further resource of CloudFormation's that the API shows as part of another: a route, a policy, an attachment. */
export type Spawned = {
  readonly type: string;
  readonly found: FoundObject;
  /** What tells it apart from others of its type: parts of one resource have one in common. */
  readonly identity: string;
};

/** What an exception may do with what was found before it is fitted to its type by structure: reshape it, drop from it, part it. */
export class Shaping {
  readonly resource: ExportedResource;
  readonly found: FoundObject;
  /** The same, as it was before anything was renamed or dropped. */
  readonly asFound: FoundObject;
  readonly spawned: Spawned[] = [];
  readonly dropped: Left[] = [];
  readonly carried: Carry[] = [];
  /** What `Ref` and `Fn::GetAtt` return, where neither properties nor attributes of these names tell. */
  readonly returns: Record<string, string> = {};
  ref: string | undefined;
  /** A name for what AWS gives none. */
  name: string | undefined;
  /** Of two parts that differ, the one with the higher precedence is right, whenever it was captured. */
  precedence = 0;
  /** It adds to the lists of a resource that stands elsewhere, and is nothing without it. */
  isAddition = false;
  /** What it would add to is not in the drop. */
  readonly isAlone: boolean;
  /** Whether the resource itself is to be made, and not only what was spawned. */
  isMade = true;

  constructor(resource: ExportedResource, found: FoundObject, isAlone = false) {
    this.resource = resource;
    this.isAlone = isAlone;
    this.found = found;
    this.asFound = located(resource);
  }

  /** The identifier that tells the resource apart, or where it was found if it has none. */
  get identity(): string {
    return this.resource.identifiers[0] ?? `${this.resource.source.file}#${this.resource.source.pointer}`;
  }

  /** Takes fields out (dotted names lead through objects) and says why; fields that aren't there are no trouble. */
  drop(names: readonly string[], reason: DropReason, note?: string): void {
    for (const name of names) this.dropNode(take(this.found, name), reason, note);
  }

  dropNode(node: Found | undefined, reason: DropReason, note?: string): void {
    if (node) this.dropped.push({ trail: [], node, drop: note === undefined ? { reason } : { reason, note } });
  }

  /** Makes no resource of it at all. */
  leaveOut(reason: DropReason, note: string): void {
    this.isMade = false;
    for (const name of [...this.found.fields.keys()]) this.dropNode(take(this.found, name), reason, note);
  }

  /** Makes a further resource. Its leaves are counted there if the resource itself doesn't carry them. */
  spawn(type: string, identity: string, found: FoundObject): void {
    this.spawned.push({ type, identity, found });
  }
}
