import type { Arguments, Command } from '../command.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const { keepServing } = await import('../serve/keep-serving.ts');
  const auth = given.text('auth') === 'iam' ? 'iam' : 'none';
  return keepServing({ port: given.text('port'), auth, watch: given.text('watch'), rate: given.text('rate') }, around);
};

export const serveCommand: Command = {
  name: 'serve',
  summary: 'keep the embedded cloud up, with its REST API and schedules, until Ctrl-C',
  takes: [],
  options: {
    port: { value: 'PORT', description: 'the port of the REST API (default 8080; 0: any free one)' },
    auth: {
      value: 'MODE',
      oneOf: ['none', 'iam'],
      description: 'none (default): everybody on this machine may call. iam: requests must have an AWS signature',
    },
    rate: { value: 'N', description: 'requests a second that one caller may make (default 0: any number)' },
    watch: { value: 'FOLDER', description: 'drop this folder each time something in it is saved' },
  },
  examples: ['serve', 'serve --port 0 --auth iam', 'serve --watch my-exports'],
  run,
};
