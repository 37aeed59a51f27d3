import type { Arguments, Command } from '../command.ts';
import type { Surroundings } from '../terminal.ts';

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const { keepServing } = await import('../serve.ts');
  return keepServing(given.text('port'), around);
};

export const serveCommand: Command = {
  name: 'serve',
  summary: 'keep the embedded cloud up, with its schedules, until Ctrl-C',
  takes: [],
  options: { port: { value: 'PORT', description: 'the port of GET /v1/health (default 8080; 0: any free one)' } },
  examples: ['serve', 'serve --port 0'],
  run,
};
