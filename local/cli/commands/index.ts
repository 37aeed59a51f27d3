import type { Command } from '../command.ts';
import { inventoryCommand } from './inventory.ts';
import { jobCommand } from './job.ts';
import { jobsCommand } from './jobs.ts';
import { mcpCommand } from './mcp.ts';
import { redriveCommand } from './redrive.ts';
import { serveCommand } from './serve.ts';
import { specCommand } from './spec.ts';
import { templateCommand } from './template.ts';
import { validateCommand } from './validate.ts';

/** Every command. What a command needs beyond its own options it imports when it runs. */
export const commands: readonly Command[] = [
  templateCommand,
  inventoryCommand,
  specCommand,
  validateCommand,
  serveCommand,
  mcpCommand,
  jobsCommand,
  jobCommand,
  redriveCommand,
];
