import type { SpecDocument } from '#schemas/spec/document.ts';

const mostListed = 120;
const mostFeatures = 60;
const mostEntities = 60;

/** So many requirements are read in a table: a list of them would be longer than anybody reads. */
export const inTables = ({ features }: Pick<SpecDocument, 'features'>): boolean =>
  features.length > mostFeatures ||
  features.reduce((sum, { requirements }) => sum + requirements.length, 0) > mostListed;

/** The same for entities: one table of all fields. */
export const inOneTable = ({ entities }: Pick<SpecDocument, 'entities'>): boolean => entities.length > mostEntities;

export const listedAtMost = { requirements: mostListed, features: mostFeatures } as const;
