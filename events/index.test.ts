import { readdirSync } from 'node:fs';
import { catalogue } from './index.ts';

describe('The event catalogue', () => {
  it('lists every event in its folder', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => !name.startsWith('index'));
    const kebab = catalogue.map(({ type }) => `${type.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.ts`);
    expect(kebab.sort()).toEqual(files.sort());
  });

  it.each(catalogue.map((event) => [event.type, event] as const))(
    '%s has a sample that its own schema takes',
    (_, event) => {
      expect(event.data.safeParse(event.sample).error).toBeUndefined();
    },
  );
});
