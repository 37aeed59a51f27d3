import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { modelSwitch, switchOff } from './switch.ts';

const minute = 60_000;
const parameter = '/dropforge/test/model';
const missing = Object.assign(new Error('gone'), { name: 'ParameterNotFound' });

describe('The switch of a model', () => {
  const start = (answers: readonly (string | Error)[]) => {
    const asked: unknown[] = [];
    let clock = 0;
    const ssm = {
      send: async (command: { input: object }) => {
        asked.push(command.input);
        const answer = answers[Math.min(asked.length, answers.length) - 1];
        if (typeof answer !== 'string') throw answer;
        return { Parameter: { Value: answer } };
      },
    };
    // The client's `send` has many forms; the switch uses this one.
    const off = modelSwitch(ssm as Parameters<typeof modelSwitch>[0], parameter, () => clock);
    return { asked, off, pass: (ms: number) => (clock += ms) };
  };

  it.each(['off', 'off since 2026-11-21: too dear', ' OFF '])('is off if its parameter says %j', async (value) => {
    const { off, asked } = start([value]);
    expect(await off()).toBe(value.trim());
    expect(asked).toEqual([{ Name: parameter }]);
  });

  it.each([['on'], [''], ['official'], [missing]])(
    'is on if it says anything else, or is not there: %s',
    async (value) => {
      expect(await start([value]).off()).toBeUndefined();
    },
  );

  it('is asked for once a minute', async () => {
    const { off, asked, pass } = start(['on', 'off']);
    await off();
    pass(minute - 1);
    expect(await off()).toBeUndefined();
    expect(asked).toHaveLength(1);
    pass(1);
    expect(await off()).toBe('off');
  });

  it('stays as it was while it cannot be read', async () => {
    const { off, pass } = start(['off', new Error('throttled'), missing]);
    await off();
    pass(minute);
    expect(await off()).toBe('off');
    pass(minute);
    expect(await off()).toBeUndefined();
  });

  it('is written with the time and the reason, within what a parameter and a reader take', async () => {
    const put: unknown[] = [];
    const ssm = { send: async (command: { input: object }) => put.push(command) };
    const why = { since: '2026-11-21T20:00:00Z', reason: 'x'.repeat(5000) };
    await switchOff(ssm as Parameters<typeof switchOff>[0], parameter, why);
    const [command] = put;
    expect(command).toBeInstanceOf(PutParameterCommand);
    const { input } = command as PutParameterCommand;
    expect(input).toMatchObject({ Name: parameter, Overwrite: true, Type: 'String' });
    expect(input.Value).toMatch(/^off since 2026-11-21T20:00:00Z: x+$/);
    expect(input.Value?.length).toBe(400);
  });
});
