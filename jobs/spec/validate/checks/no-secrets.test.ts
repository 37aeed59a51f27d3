import { aDocument, prose } from '../../testing/a-document.ts';
import { texts } from '../../testing/a-source-texts.ts';
import { faultsOf, judgedWith } from '../../testing/judged.ts';
import { noSecrets } from './no-secrets.ts';

const service = texts.get('src/Orders/OrderService.cs') ?? [];
const said = (text: string) => faultsOf(noSecrets, `The orders module shall say ${text}.`);

describe('No secret', () => {
  it.each([
    `${'AKIA'}QWERTYUIOPASDFGH`,
    `postgres://shop:${'hunter2'}@db/orders`,
    `Server=db;Password=${'hunter2hunter2'};`,
    `${'ghp_'}${'a1'.repeat(20)}`,
  ])('is let through: %#', (text) => expect(said(text)).toEqual(['holds what looks like a secret']));

  it.each(['the password of a customer', 'AKIA', 'a token that expires', 'Password=${PASSWORD}'])(
    'is seen where there is none: %s',
    (text) => expect(said(text)).toEqual([]),
  );

  it('is let through in a table or in the Markdown alone', async () => {
    const secret = `${'AKIA'}QWERTYUIOPASDFGH`;
    expect((await noSecrets.judge(judgedWith({}, { markdown: `x\n${secret}\n` }))).findings).toMatchObject([
      { where: 'specification.md:2' },
    ]);
  });
});

describe("The collector's redaction", () => {
  it('is asked again of the document', async () => {
    const key = [
      '-----BEGIN RSA PRIVATE',
      `KEY-----${'MIIEpAIBAAKCAQEA'.repeat(4)}-----END RSA PRIVATE`,
      'KEY-----',
    ].join(' ');
    const overview = { ...aDocument.overview, scope: [prose(`The key is ${key}.`)] };
    expect((await noSecrets.judge(judgedWith({ overview }))).findings).toMatchObject([
      { statement: 'overview/scope/0' },
    ]);
  });

  it('finds nothing in what it left behind', async () => {
    const overview = {
      ...aDocument.overview,
      scope: [prose('`Password=[redacted];` `apiKey = "[redacted]"` `DB_PASSWORD: [redacted]`')],
    };
    expect((await noSecrets.judge(judgedWith({ overview }))).findings).toEqual([]);
  });
});

describe('No long piece of the source', () => {
  it('is let through', () => expect(said(`\`${service.slice(22, 30).join(' ')}\``).join()).toMatch(/word for word/));

  it('is seen in a condition, in prose, or in code that is nowhere in the source', () => {
    expect(said('`request.Lines.Count > _maxLines`')).toEqual([]);
    expect(
      said(
        'what each customer of the shop asked for when the order was placed, line by line, with prices, and with all that belongs to it',
      ),
    ).toEqual([]);
    expect(said(`\`${service.slice(22, 30).join(' ').replaceAll('e', 'oo')}\``)).toEqual([]);
  });
});
