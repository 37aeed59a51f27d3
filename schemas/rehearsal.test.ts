import { rehearsal } from './rehearsal.ts';

describe('A rehearsal', () => {
  it('strikes once unless said', () => {
    expect(rehearsal.parse({ stage: 'generator', fault: 'crash' })).toEqual({
      stage: 'generator',
      fault: 'crash',
      times: 1,
    });
  });

  it.each([
    ['a stage that is none', { stage: 'mailer', fault: 'crash' }],
    ['the stage that is over when a job exists', { stage: 'intake', fault: 'crash' }],
    ['a fault that is none', { stage: 'generator', fault: 'fire' }],
    ['no times', { stage: 'generator', fault: 'crash', times: 0 }],
    ['too many times', { stage: 'generator', fault: 'crash', times: 11 }],
    ['half a time', { stage: 'generator', fault: 'crash', times: 1.5 }],
  ])('refuses %s', (_, asked) => {
    expect(rehearsal.safeParse(asked).success).toBe(false);
  });
});
