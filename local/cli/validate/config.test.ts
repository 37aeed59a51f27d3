import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configName, readConfig } from './config.ts';

describe('.dropforge.yml', () => {
  let cwd: string;
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'dropforge-config-'));
  });
  afterEach(() => rm(cwd, { recursive: true }));

  const reading = async (text: string) => {
    await writeFile(join(cwd, configName), text);
    return readConfig(undefined, cwd);
  };

  it('ignores rules in the paths it names', async () => {
    const ignoresFor = await reading('ignore: [{ rules: [W2001], paths: ["old/**"], reason: frozen }]');
    expect(ignoresFor('old/a.yaml')).toEqual([{ rules: ['W2001'], reason: 'frozen', kind: 'external' }]);
    expect(ignoresFor('new/a.yaml')).toEqual([]);
  });

  it('ignores everywhere if it names none', async () => {
    const ignoresFor = await reading('ignore: [{ rules: [W2001], reason: frozen }]');
    expect(ignoresFor('any.yaml')).toHaveLength(1);
  });

  it.each([
    ['without a reason', 'ignore: [{ rules: [W2001] }]'],
    ['with an empty reason', 'ignore: [{ rules: [W2001], reason: " " }]'],
    ['with a key nobody knows', 'ignroe: []'],
    ['with broken YAML', 'ignore: ['],
  ])('is refused %s', async (_, text) => {
    await expect(reading(text)).rejects.toThrow(`${configName} cannot be used`);
  });

  it('need not be there, but must be if it was asked for', async () => {
    expect((await readConfig(undefined, cwd))('a.yaml')).toEqual([]);
    await expect(readConfig('other.yml', cwd)).rejects.toThrow('other.yml cannot be read (ENOENT)');
  });
});
