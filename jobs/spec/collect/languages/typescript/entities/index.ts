import type { Entity } from '#schemas/spec/facts.ts';
import type { SourceUnit } from '../file.ts';

export const readEntities = (_unit: SourceUnit): Entity[] => [];
