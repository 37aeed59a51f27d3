import { isMap, isSeq, type Node } from 'yaml';
import type { Place } from './place.ts';

/** Whether a collection is written in brackets. */
export const isFlow = (node: Node | null | undefined): boolean => (isMap(node) || isSeq(node)) && node.flow === true;

/** Whether what stands at a place stands in brackets, at any depth. */
export const isInFlow = (place: Place | undefined): boolean =>
  place !== undefined && (isFlow(place.node) || isInFlow(place.parent));
