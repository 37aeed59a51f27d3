import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { RuleExplanation } from '#schemas/rule-explanation.ts';
import { apiOf } from '../../../testing/api.ts';
import type { McpDeps } from '../deps.ts';
import { mcpServer } from '../server.ts';

export const aRule: RuleExplanation = {
  rule: 'rds-public',
  of: 'account',
  from: 'Dropforge',
  severity: 'critical',
  meaning: 'A database that the internet can reach',
  todo: 'Take it out of the public subnets.',
  fixers: [],
};

/** Deps with an API that nothing is behind, a validation that finds nothing, and one rule. */
export const someDeps = (patch: Partial<McpDeps> = {}): McpDeps => ({
  api: apiOf({}),
  caller: { principal: 'arn:aws:iam::111122223333:user/ada', isAdmin: false },
  newCorrelationId: () => 'request-1',
  version: '0.0.0',
  longestWaitSeconds: 20,
  charge: async () => undefined,
  validate: async ({ text }) => ({
    text,
    report: {
      verdict: 'valid',
      engine: { name: 'engine', version: '1' },
      counts: { fatal: 0, error: 0, warn: 0, info: 0, fixed: 0 },
      findings: [],
    },
  }),
  explain: async (rule) => (rule === aRule.rule ? aRule : undefined),
  download: async () => Buffer.from('Resources: {}\n'),
  report: (error) => {
    throw error;
  },
  ...patch,
});

/** A client of the SDK that speaks with our server in this process. */
export const connect = async (patch: Partial<McpDeps> = {}): Promise<Client> => {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await mcpServer(someDeps(patch)).connect(ours);
  const client = new Client({ name: 'test', version: '0.0.0' });
  await client.connect(theirs);
  return client;
};

/** Calls a tool; the result as the protocol has it today. */
export const callTool = async (client: Client, name: string, given: Record<string, unknown>): Promise<CallToolResult> =>
  (await client.callTool({ name, arguments: given })) as CallToolResult;

export const textOf = ({ content }: CallToolResult): string =>
  content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
