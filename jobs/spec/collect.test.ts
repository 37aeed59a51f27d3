import { source as sourceSchema } from '#schemas/spec/source.ts';
import { aJob } from '#shared/testing/job.ts';
import { memoryBuckets } from '#shared/testing/memory.ts';
import { collect } from './collect.ts';
import { zipOf, zipOfTexts } from './testing/zip.ts';

const prefix = 'drops/orders/';
const descriptor = {
  moduleName: 'Orders',
  version: '1.4.0',
  features: [{ id: 'ORD-1', description: 'A customer places an order' }],
};
const apiKey = `AKIA${'A1B2C3D4E5F6G7H8'}`;
const controller = [
  '\ufeffusing Microsoft.AspNetCore.Mvc;',
  'namespace Shop;',
  '[ApiController, Route("orders")]',
  'public class OrdersController : ControllerBase {',
  `  private const string ApiKey = "${apiKey}";`,
  '  [HttpPost] public IActionResult Place(Order order) => Ok();',
  '}',
  '',
].join('\r\n');

type Files = Readonly<Record<string, string | Buffer>>;

const run = async (files: Files) => {
  const { bucketOf } = memoryBuckets();
  const [inputs, artifacts] = [bucketOf('in'), bucketOf('out')];
  for (const [name, body] of Object.entries(files)) await inputs.put(prefix + name, body, 'text/plain');
  const job = aJob({ kind: 'spec', input: { bucket: 'in', prefix } });
  const result = await collect(job, { input: job.input }, { inputs, artifacts });
  const { source = '', texts = '', inputs: taken = '' } = result.patch.work ?? {};
  const lines = (await artifacts.readText(texts)).trimEnd().split('\n');
  return {
    result,
    source: sourceSchema.parse(JSON.parse(await artifacts.readText(source))),
    texts: Object.fromEntries(lines.map((line) => JSON.parse(line)).map(({ path, text }) => [path, text])),
    taken: JSON.parse(await artifacts.readText(taken)),
  };
};
const drop = (archive: Files | Buffer, more: Files = {}) =>
  run({
    'descriptor.json': JSON.stringify(descriptor),
    'orders.zip': Buffer.isBuffer(archive) ? archive : zipOfTexts(archive as Record<string, string>),
    ...more,
  });
const failure = (files: Files) =>
  run(files).then(
    () => undefined,
    (error: unknown) => error as { message: string },
  );

describe('a ZIP and a descriptor become a source that the generator can claim', () => {
  it('with the facts, what became of each file, and texts without secrets', async () => {
    const { result, source, texts, taken } = await drop(
      {
        'shop-main/src/OrdersController.cs': controller,
        'shop-main/node_modules/x/index.js': 'x',
        'shop-main/logo.png': '\x89PNG',
        'shop-main/deploy.kt': 'fun main() {}',
      },
      { 'dropforge.json': '{"kind": "spec", "threshold": 70}', _READY: '' },
    );
    expect(result.patch.work).toEqual({
      source: expect.stringMatching(/collector\/source\.json$/),
      texts: expect.stringMatching(/collector\/texts\.jsonl$/),
      inputs: expect.stringMatching(/collector\/inputs\.json$/),
    });
    expect(result.patch.summary).toMatchObject({
      moduleName: 'Orders',
      files: 2,
      filesLeftOut: 2,
      threshold: 70,
      redacted: 1,
    });
    expect(result.events).toMatchObject([{ type: 'InputsCollected', data: { items: 2 } }]);
    expect(source.files).toMatchObject([
      { path: 'shop-main/deploy.kt', outcome: 'text', language: 'text', lines: 1 },
      { path: 'shop-main/logo.png', outcome: 'left-out' },
      { path: 'shop-main/node_modules/x/index.js', outcome: 'left-out', reason: 'vendored' },
      { path: 'shop-main/src/OrdersController.cs', lines: 7, redacted: 1 },
    ]);
    expect(source.archive).toMatchObject({ name: 'orders.zip', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(source.textsKey).toBe(result.patch.work?.texts);
    expect(source.warnings.join()).toContain('1 Kotlin');
    expect(Object.keys(texts)).toEqual(['shop-main/deploy.kt', 'shop-main/src/OrdersController.cs']);
    const text: string = texts['shop-main/src/OrdersController.cs'];
    expect(text).toMatch(/^using/);
    expect(text).not.toContain('\r');
    expect(text.split('\n')).toHaveLength(controller.split('\n').length);
    expect(JSON.stringify([source, texts])).not.toContain(apiKey);
    expect(taken.map(({ key }: { key: string }) => key)).toContain(`${prefix}orders.zip`);
  });

  it('and so does a folder that is dropped as it is, the same twice over', async () => {
    const files = {
      'descriptor.json': JSON.stringify(descriptor),
      'src/a.ts': 'export const a = 1;\n',
      'test/data.zip': 'PK',
    };
    const [once, again] = [await run(files), await run(files)];
    expect(once.texts).toEqual({ 'src/a.ts': 'export const a = 1;\n' });
    expect(once.source.archive).toMatchObject({ name: 'orders' });
    expect(again.source).toEqual(once.source);
    const changed = await run({ ...files, 'src/a.ts': 'export const a = 2;\n' });
    expect(changed.source.archive.sha256).not.toBe(once.source.archive.sha256);
  });

  it('with the focus as paths of the archive, whether the folder around all is named or not', async () => {
    const focus = ['src/orders/', 'shop-main/src/carts', './src/none'];
    const { source } = await run({
      'descriptor.json': JSON.stringify({ ...descriptor, focus }),
      'a.zip': zipOfTexts({ 'shop-main/src/orders/a.ts': 'a', 'shop-main/src/carts/b.ts': 'b' }),
    });
    expect(source.descriptor.focus).toEqual(['shop-main/src/orders', 'shop-main/src/carts', 'src/none']);
    expect(source.warnings.join()).toContain('"./src/none"');
  });

  it('and secrets that were pasted into the descriptor stay out of it', async () => {
    const features = [{ id: 'A', description: `Signs with AKIA${'A1B2C3D4E5F6G7H8'}` }];
    const { source } = await run({
      'descriptor.json': JSON.stringify({ ...descriptor, features }),
      'a.zip': zipOfTexts({ 'a.ts': 'a' }),
    });
    expect(source.descriptor.features).toEqual([{ id: 'A', description: 'Signs with [redacted]' }]);
  });

  it('says what could not be read, and of a language that nobody parses', async () => {
    const { source } = await drop(
      zipOf([
        { name: 'a.cob', body: '       IDENTIFICATION DIVISION.' },
        { name: 'link', mode: 0o120777 },
        { name: 'old/A.cob', body: 'x' },
        { name: 'old/a.cob', body: 'x' },
      ]),
      { 'notes.docx': 'x' },
    );
    expect(source.warnings).toEqual([
      '1 file(s) beside the archive were not read.',
      expect.stringContaining('2 COBOL'),
      expect.stringContaining('No file could be parsed'),
      '2 file(s) were left out (link, which is not followed: 1; same path but for case: 1).',
    ]);
  });
});

describe('a drop that cannot be read fails with what to do', () => {
  const zip = zipOfTexts({ 'a.ts': 'export const a = 1;' });
  const json = JSON.stringify(descriptor);

  it.each<[string, string, Files]>([
    ['no descriptor', 'NO_DESCRIPTOR', { 'orders.zip': zip }],
    ['two archives', 'SEVERAL_ARCHIVES', { 'descriptor.json': json, 'a.zip': zip, 'b.zip': zip }],
    ['nothing else', 'NO_SOURCE', { 'descriptor.json': json }],
    ['an empty archive', 'NO_SOURCE', { 'descriptor.json': json, 'a.zip': zipOfTexts({}) }],
    ['only pictures', 'NO_SOURCE', { 'descriptor.json': json, 'a.zip': zipOfTexts({ 'a.png': 'x' }) }],
    ['only prose', 'NO_SOURCE', { 'descriptor.json': json, 'a.zip': zipOfTexts({ 'README.md': '# x' }) }],
    ['no archive', 'NOT_A_ZIP', { 'descriptor.json': json, 'a.zip': 'hello' }],
    ['a large archive', 'ARCHIVE_TOO_LARGE', { 'descriptor.json': json, 'a.zip': Buffer.alloc(50 * 1024 * 1024 + 1) }],
    ['a path upwards', 'UNSAFE_PATH', { 'descriptor.json': json, 'a.zip': zipOfTexts({ '../a.ts': 'x' }) }],
    ['a path upwards in a folder', 'UNSAFE_PATH', { 'descriptor.json': json, '../a.ts': 'x' }],
    [
      'options that are none',
      'INVALID_OPTIONS',
      { 'descriptor.json': json, 'a.zip': zip, 'dropforge.json': '{"threshold": 101}' },
    ],
    ['an empty descriptor', 'INVALID_DESCRIPTOR', { 'descriptor.json': '', 'a.zip': zip }],
    [
      'a descriptor that is a picture',
      'INVALID_DESCRIPTOR',
      { 'descriptor.json': Buffer.from('\x89PNG\0\0', 'latin1'), 'a.zip': zip },
    ],
    ['a descriptor that is cut off', 'INVALID_DESCRIPTOR', { 'descriptor.json': json.slice(0, 40), 'a.zip': zip }],
  ])('%s', async (_, code, files) => {
    expect(await failure(files)).toMatchObject({ code, message: expect.any(String), hint: expect.any(String) });
  });

  it('every field of the descriptor that is wrong, at once, and never what it holds', async () => {
    const long = 'x'.repeat(5_000);
    const wrong = {
      version: 3,
      features: [{ id: 'a b', description: '' }, { id: 'ok', description: long }, 'A feature'],
      focus: ['../up', 'C:\\x'],
      'what is\nthis': true,
      language: long,
    };
    const { message } = (await failure({ 'descriptor.json': JSON.stringify(wrong), 'a.zip': zip })) ?? { message: '' };
    for (const field of [
      'moduleName',
      'version',
      'features[0].id',
      'features[0].description',
      'features[1].description',
      'features[2]',
      'focus[0]',
      'focus[1]',
      'language',
      'what is',
    ])
      expect(message).toContain(field);
    expect(message).not.toContain('\n');
    expect(message).not.toContain(long.slice(0, 100));
    expect(message.length).toBeLessThan(2_000);
  });

  it('where the JSON of the descriptor breaks, without quoting it', async () => {
    const error = await failure({ 'descriptor.json': '{\n  "moduleName": hunter2\n}', 'a.zip': zip });
    expect(error?.message).toMatch(/line 2/);
    expect(error?.message).not.toContain('hunter2');
  });
});
