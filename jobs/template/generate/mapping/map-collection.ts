import type { Finding } from '#schemas/findings.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Collection, ExportedResource } from '#shared/exports/resource.ts';
import type { MappedResource, Trace } from '../mapped.ts';
import { fragmentFinding, isFragment, leftOut } from './fragment.ts';
import { lost, mapPart, type Piece } from './map-part.ts';
import { merge } from './merge.ts';
import { grouped } from './same-resource.ts';

export type MappedCollection = {
  /** In order of first appearance in the drop. */
  readonly resources: readonly MappedResource[];
  /** Of what no resource was made of; the others are on their resource. */
  readonly traces: readonly Trace[];
  readonly findings: readonly Finding[];
};

const unmapped = ({ called, source, type }: ExportedResource, reason: string): Finding => ({
  rule: type === undefined ? 'unknown-resource' : 'unknown-type',
  severity: 'WARN',
  message: `${called} in ${source.file} is not in the template: ${reason}.`,
  ...(type === undefined ? {} : { resourceType: type }),
  sources: [source],
});

/** What nobody named is called by its id. */
const asResource = ({ identity, precedence: _, isAddition: __, ...resource }: Piece): MappedResource => {
  // What is part of another resource is told apart by the other's name and more: nobody calls it that.
  const known = identity.filter((each) => !each.includes('|'));
  const name = resource.name ?? known.find((each) => !each.includes(':')) ?? known[0];
  return name === undefined ? resource : { ...resource, name };
};

/** What adds to a resource that the drop doesn't hold: it may be made apart from it, or not at all. */
const mapAlone = (piece: Piece, registry: Registry) => {
  const pieces: Piece[] = [];
  const traces: Trace[] = [];
  const findings: Finding[] = [];
  for (const part of piece.parts) {
    const mapping = mapPart(part, registry, true);
    const made = mapping.outcome === 'mapped' ? mapping.pieces.filter(({ isAddition }) => !isAddition) : [];
    if (made.length > 0) {
      traces.push(...mapping.traces);
      pieces.push(...made);
      continue;
    }
    const reason = `${piece.type} ${piece.identity[0] ?? ''}, which it is added to, is not in the drop`;
    traces.push(...lost(part, reason).traces);
    findings.push(unmapped(part, reason));
  }
  return { pieces, traces, findings };
};

/**
 * Maps everything a drop held onto CloudFormation, one resource for all that shows the same. Linear in the size of the collection.
 * `traces` of all resources and of the result together account for each leaf of each part exactly once.
 */
export const mapCollection = (collection: Pick<Collection, 'resources'>, registry: Registry): MappedCollection => {
  const pieces: Piece[] = [];
  const traces: Trace[] = [];
  const findings: Finding[] = [];
  for (const resource of collection.resources) {
    const mapping = mapPart(resource, registry);
    traces.push(...mapping.traces);
    if (mapping.outcome === 'mapped') pieces.push(...mapping.pieces);
    else findings.push(unmapped(resource, mapping.reason));
  }
  const alone = grouped(pieces)
    .filter((group) => group.every(({ isAddition }) => isAddition))
    .flat();
  const standing = alone.flatMap((piece) => {
    const mapped = mapAlone(piece, registry);
    traces.push(...mapped.traces);
    findings.push(...mapped.findings);
    return mapped.pieces;
  });
  const again = new Set(alone.flatMap(({ parts }) => parts));
  const others = pieces.filter(({ parts }) => !parts.some((part) => again.has(part)));
  const resources = grouped([...others, ...standing]).flatMap((group) => {
    const merged = merge(group);
    if (!merged) return [];
    findings.push(...merged.findings);
    if (!isFragment(merged.piece, registry.type(merged.piece.type))) return [asResource(merged.piece)];
    traces.push(...leftOut(merged.piece));
    findings.push(fragmentFinding(merged.piece));
    return [];
  });
  return { resources, traces, findings };
};
