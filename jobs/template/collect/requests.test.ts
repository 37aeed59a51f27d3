import { noModel, readRequests } from './requests.ts';

const file = (name: string, content: string | Uint8Array, bytes = content.length) => ({
  file: name,
  bytes,
  opened: false,
  async open() {
    this.opened = true;
    return (async function* () {
      yield typeof content === 'string' ? Buffer.from(content) : content;
    })();
  },
});

describe('requests in plain language', () => {
  it('are read for a model, without their secrets; other files are not theirs', async () => {
    const files = [
      file('notes.md', 'no'),
      file('more/Request.TXT', 'A topic'),
      file('request.md', 'A queue\npassword: x1y2'),
    ];
    const { files: told, requests } = await readRequests(files, true);
    expect(requests).toEqual([
      { file: 'more/Request.TXT', text: 'A topic' },
      { file: 'request.md', text: 'A queue\npassword: [secret]' },
    ]);
    expect(told).toContainEqual(expect.objectContaining({ file: 'request.md', outcome: 'read', dialect: 'request' }));
  });

  it('are not even opened without a model, and the reason says how to switch one on', async () => {
    const one = file('request.md', 'A queue');
    expect(await readRequests([one], false)).toEqual({
      requests: [],
      files: [{ file: 'request.md', bytes: 7, outcome: 'passed-over', resources: 0, reason: noModel }],
    });
    expect(one.opened).toBe(false);
    expect(noModel).toContain('--param modelEnabled=true');
  });

  it.each([
    ['one too long', file('request.md', '', 20_000), '16 KB'],
    ['an empty one', file('request.md', ' \n'), 'empty'],
    ['a picture', file('request.txt', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)), 'PNG'],
  ])('%s is named with the reason', async (_, one, why) => {
    const { files: told, requests } = await readRequests([one], true);
    expect(requests).toEqual([]);
    expect(told[0]?.reason).toContain(why);
  });

  it('are five at the most', async () => {
    const files = Array.from({ length: 6 }, (_, i) => file(`${i}/request.md`, 'A queue'));
    const { files: told, requests } = await readRequests(files, true);
    expect(requests).toHaveLength(5);
    expect(told[5]).toMatchObject({ outcome: 'passed-over', reason: expect.stringContaining('more than the 5') });
  });
});
