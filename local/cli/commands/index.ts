import type { Command } from '../command.ts';
import { cancelCommand } from './cancel.ts';
import { dlqCommand } from './dlq.ts';
import { dlqDiscardCommand } from './dlq-discard.ts';
import { dlqEditCommand } from './dlq-edit.ts';
import { dlqShowCommand } from './dlq-show.ts';
import { doctorCommand } from './doctor.ts';
import { inventoryCommand } from './inventory.ts';
import { jobCommand } from './job.ts';
import { jobsCommand } from './jobs.ts';
import { mcpCommand } from './mcp.ts';
import { redriveCommand } from './redrive.ts';
import { replayCommand } from './replay.ts';
import { replayArchiveCommand } from './replay-archive.ts';
import { serveCommand } from './serve.ts';
import { specCommand } from './spec.ts';
import { tailCommand } from './tail.ts';
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
  tailCommand,
  doctorCommand,
  dlqCommand,
  dlqShowCommand,
  dlqEditCommand,
  dlqDiscardCommand,
  redriveCommand,
  replayCommand,
  replayArchiveCommand,
  cancelCommand,
];
