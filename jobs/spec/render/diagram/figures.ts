import type { DocumentEntity } from '#schemas/spec/document.ts';

/** A picture of the data model. `width` is in points, as it is printed; `alt` says in words what it shows. */
export type Figure = {
  readonly svg: string;
  readonly width: number;
  readonly landscape: boolean;
  readonly caption: string;
  readonly alt: string;
};

export const figuresOf = async (_: readonly DocumentEntity[]): Promise<Figure[]> => [];
