import * as z from 'zod';
import { considered, document } from '#schemas/spec/document.ts';
import { source } from '#schemas/spec/source.ts';
import { aConsidered, aDocument } from './a-document.ts';
import { aSource } from './a-source.ts';
import { texts } from './a-source-texts.ts';

it('is a document, and a source it was made from', () => {
  expect(document.parse(aDocument)).toEqual(aDocument);
  expect(source.parse(aSource)).toEqual(aSource);
  expect(z.array(considered).parse(aConsidered)).toEqual(aConsidered);
});

it('cites lines that hold a name each requirement rests on', () => {
  const wrong = aDocument.features
    .flatMap(({ requirements }) => requirements)
    .flatMap(({ id, identifiers, citations }) =>
      citations
        .map(
          ({ path, start, end }) =>
            texts
              .get(path)
              ?.slice(start - 1, end)
              .join('\n') ?? '',
        )
        .filter((cited) => identifiers.length > 0 && !identifiers.some((name) => cited.includes(name)))
        .map((cited) => ({ id, cited })),
    );
  expect(wrong).toEqual([]);
});
