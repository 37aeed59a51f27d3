import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import * as z from 'zod';

/** Prompts take strings, as MCP has it. */
type Arguments = Record<string, z.ZodType<string | undefined, string | undefined>>;

type PromptDefinition<Shape extends Arguments> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: Shape;
  text(given: z.output<z.ZodObject<Shape>>): string;
};

export type Prompt = { readonly name: string; register(server: McpServer): void };

/** Gives a prompt its types: a message of the user, in words that name our tools. */
export const definePrompt = <Shape extends Arguments>(definition: PromptDefinition<Shape>): Prompt => ({
  name: definition.name,
  register(server) {
    const { name, title, description, text } = definition;
    const shape = z.object(definition.arguments);
    const argsSchema: Arguments = definition.arguments;
    server.registerPrompt(name, { title, description, argsSchema }, (given) => ({
      description,
      messages: [{ role: 'user', content: { type: 'text', text: text(shape.parse(given)) } }],
    }));
  },
});
