import { parseAll } from '#jobs/spec/collect/parse/parse-all.ts';
import { fieldsOf, foundIn, goldModules, goldOf, goldTexts } from '#jobs/spec/testing/gold.ts';

const modules = await goldModules();

describe('the facts of modules that were read by hand', () => {
  it.each(modules)('are all of %s and nothing else', async (module) => {
    const expected = await goldOf(module);
    const { facts } = await parseAll(await goldTexts(module));
    const found = foundIn(facts);
    expect(found.endpoints.toSorted()).toEqual(expected.endpoints.toSorted());
    expect(fieldsOf(found).toSorted()).toEqual(fieldsOf(expected).toSorted());
  });
});
