import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult, ContentBlock, ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type * as z from 'zod';
import type { JobKind } from '#schemas/names.ts';
import { type Call, callOf } from './call.ts';
import type { McpDeps } from './deps.ts';
import { pathTaken, withPath } from './local-path.ts';
import { refusal } from './refusal.ts';

/** What a tool is run with. */
export type ToolContext = Omit<McpDeps, 'api' | 'caller'> & { readonly call: Call };

/** `structured` is for programs, `text` for the model: short, with what to do next, and what others wrote marked as data. */
export type ToolReply<Output> = {
  readonly structured: Output;
  readonly text: string;
  readonly more?: readonly ContentBlock[];
};

type ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> = {
  readonly name: string;
  readonly title: string;
  /** What a model reads when it chooses. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly annotations: ToolAnnotations;
  /** The kind of job whose files may be named by a path, where agent and server share a disk. */
  readonly pathFor?: JobKind;
  run(input: z.output<Input>, context: ToolContext): Promise<ToolReply<z.input<Output>>>;
};

export type Tool = { readonly name: string; register(server: McpServer, deps: McpDeps): void };

const succeeded = ({ structured, text, more = [] }: ToolReply<object>): CallToolResult => ({
  structuredContent: { ...structured },
  content: [{ type: 'text', text }, ...more],
});

/** A schema with a name is a reference in JSON Schema; MCP asks for the object itself. */
const unnamed = (schema: z.ZodObject): z.ZodObject => schema.extend({});

/** Gives a tool its types, and what all have in common: a call that is refused, or fails, is a result that says so. */
export const defineTool = <Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool => ({
  name: definition.name,
  register(server, deps) {
    const { name, title, description, input, output, annotations, pathFor } = definition;
    const { inputAt } = deps;
    const byPath = inputAt && pathFor ? { inputAt, kind: pathFor } : undefined;
    const run = async (given: Readonly<Record<string, unknown>>): Promise<CallToolResult> => {
      const correlationId = deps.newCorrelationId();
      try {
        const asked = byPath ? await pathTaken(given, byPath.kind, byPath.inputAt) : given;
        return succeeded(await definition.run(input.parse(asked), { ...deps, call: callOf(deps, correlationId) }));
      } catch (error) {
        return refusal(error, correlationId, deps.report);
      }
    };
    const inputSchema = unnamed(byPath ? withPath(input) : input);
    server.registerTool(name, { title, description, inputSchema, outputSchema: unnamed(output), annotations }, run);
  },
});
