import { promptStore } from './prompts.ts';

const minute = 60_000;

describe('a prompt comes from Parameter Store', () => {
  const start = (answer: () => Promise<object>) => {
    const asked: unknown[] = [];
    let clock = 0;
    const ssm = {
      send: async (command: { input: object }) => {
        asked.push(command.input);
        return answer();
      },
    };
    // The client's `send` has many forms; the store uses this one.
    const prompt = promptStore(ssm as Parameters<typeof promptStore>[0], '/dropforge/test/prompts/', () => clock);
    return { asked, prompt, pass: (ms: number) => (clock += ms) };
  };

  it('by its path, and is kept for five minutes', async () => {
    const { asked, prompt, pass } = start(async () => ({ Parameter: { Value: 'Mend it' } }));
    expect(await prompt('repair', 'packaged')).toBe('Mend it');
    pass(4 * minute);
    await prompt('repair', 'packaged');
    expect(asked).toEqual([{ Name: '/dropforge/test/prompts/repair' }]);
    pass(minute);
    await prompt('repair', 'packaged');
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['is not there', async () => Promise.reject(new Error('ParameterNotFound'))],
    ['is empty', async () => ({ Parameter: { Value: '  ' } })],
  ])('or is the packaged one where it %s, and is not asked for each time', async (_, answer) => {
    const { asked, prompt } = start(answer);
    expect(await prompt('repair', 'packaged')).toBe('packaged');
    expect(await prompt('repair', 'packaged')).toBe('packaged');
    expect(asked).toHaveLength(1);
  });
});
