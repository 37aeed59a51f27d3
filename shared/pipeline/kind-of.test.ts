import { memoryBuckets } from '../testing/memory.ts';
import { kindOf } from './kind-of.ts';

const descriptor = JSON.stringify({ moduleName: 'Orders', version: '1', features: [] });

const kindOfDrop = async (files: Readonly<Record<string, string>>, prefix = 'drops/x/') => {
  const inputs = memoryBuckets().bucketOf('input');
  for (const [name, text] of Object.entries(files)) await inputs.put(`drops/x/${name}`, text, 'text/plain');
  return kindOf(inputs)({ folder: 'x', prefix });
};

describe('A drop is a job of the kind', () => {
  it.each([
    ['template', 'says nothing', { 'a.json': '{}' }],
    ['inventory', 'says so', { 'dropforge.json': '{"kind": "inventory"}', 'descriptor.json': descriptor }],
    ['spec', 'says so', { 'dropforge.json': '{"kind": "spec"}' }],
    ['spec', 'has a descriptor', { 'orders.zip': 'PK', 'descriptor.json': descriptor }],
    ['spec', 'has a descriptor that is wrong', { 'notes.txt': '', 'descriptor.json': '{"features": 7}' }],
    ['spec', 'has options without a kind', { 'dropforge.json': '{"threshold": 90}', 'descriptor.json': descriptor }],
    ['spec', 'holds a ZIP, and a descriptor that is no JSON', { 'a.ZIP': 'PK', 'descriptor.json': '{', _READY: '' }],
    ['spec', 'holds a ZIP and no descriptor, which is then asked for', { 'a.zip': 'PK', 'dropforge.json': '{}' }],
    ['template', 'has an unrelated descriptor', { 'vpcs.json': '{}', 'descriptor.json': '{"name": "x"}' }],
    ['template', 'has a descriptor that is no object', { 'vpcs.json': '{}', 'descriptor.json': '["moduleName"]' }],
    ['template', 'has a ZIP among exports', { 'vpcs.json': '{}', 'old.zip': 'PK', 'descriptor.json': 'x' }],
    ['template', 'asks for a kind nobody knows', { 'dropforge.json': '{"kind": "novel"}', 'vpcs.json': '{}' }],
    ['template', 'has a descriptor somewhere deeper', { 'sub/descriptor.json': descriptor }],
  ])('%s if it %s', async (kind, _, files) => {
    expect((await kindOfDrop(files)).kind).toBe(kind);
  });

  it('template if it is a single object', async () =>
    expect((await kindOfDrop({ 'descriptor.json': descriptor }, 'drops/x')).kind).toBe('template'));

  it('inventory with a lock if it is live', async () =>
    expect(await kindOfDrop({ 'dropforge.json': '{"kind": "inventory", "live": true}' })).toEqual({
      kind: 'inventory',
      lock: 'inventory-live',
    }));

  it.each([
    ['a descriptor alone', { 'descriptor.json': descriptor }],
    ['a ZIP alone', { 'a.zip': 'PK' }],
    ['options alone', { 'dropforge.json': '{"kind": "spec"}' }],
  ])('spec, and incomplete, if it holds %s', async (_, files) => {
    expect(await kindOfDrop(files)).toEqual({ kind: 'spec', isIncomplete: true });
  });

  it.each([
    { 'a.zip': 'PK', 'descriptor.json': descriptor },
    { 'src/a.cs': 'class A {}', 'descriptor.json': descriptor },
    { 'a.zip': 'PK', 'descriptor.json': 'this is no JSON' },
  ])('spec, and complete, if it holds %j', async (files) => {
    expect(await kindOfDrop(files)).toEqual({ kind: 'spec' });
  });
});
