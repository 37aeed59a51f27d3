import { type Arguments, type Command, UsageError } from '../command.ts';
import type { Surroundings } from '../terminal.ts';

const checked = (url: string | undefined): string | undefined => {
  if (url === undefined || /^https?:\/\/[^/]/.test(url)) return url;
  throw new UsageError('--url is where /v1 of the API is: https://abcdef1234.execute-api.us-east-1.amazonaws.com/dev');
};

const run = async (given: Arguments, around: Surroundings): Promise<number> => {
  const url = checked(given.text('url'));
  const { speakMcp } = await import('../mcp/speak-mcp.ts');
  return speakMcp(url, around);
};

export const mcpCommand: Command = {
  name: 'mcp',
  summary: 'speak Model Context Protocol on stdin and stdout, for agents of this desktop',
  takes: [],
  options: {
    url: {
      value: 'URL',
      description:
        'a deployed stage, signed by the AWS credentials of the environment (default: the running serve, or a cloud of its own)',
    },
  },
  examples: ['mcp', 'mcp --url https://abcdef1234.execute-api.us-east-1.amazonaws.com/dev'],
  run,
};
