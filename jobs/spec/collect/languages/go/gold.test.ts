import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../parse/language.ts';
import { parseAll } from '../../parse/parse-all.ts';
import { go } from './index.ts';

const root = 'test/fixtures/spec/parcels-go';
const gold = JSON.parse(readFileSync(`${root}.gold.json`, 'utf8'));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.go'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

describe('a Go service that we know by heart', () => {
  const all = parseAll(files, [go as Language]);

  it('answers at exactly the routes that it has', async () => {
    const { facts } = await all;
    expect(facts.endpoints.map(({ verb, route }) => `${verb} ${route}`).sort()).toEqual([...gold.endpoints].sort());
  });

  it('stores exactly the structs and fields that it has', async () => {
    const { facts } = await all;
    const fields = Object.fromEntries(facts.entities.map((one) => [one.name, one.fields.map(({ name }) => name)]));
    expect(fields).toEqual(gold.entities);
  });
});
