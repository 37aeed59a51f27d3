#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { commands } from './commands/index.ts';
import { readEnvironment } from './env.ts';
import { run } from './run.ts';
import { sink } from './terminal.ts';

// What a command imports when it runs is compiled once and kept: half of a second run's start.
enableCompileCache();

const env = readEnvironment();
const abort = new AbortController();

// The first Ctrl-C lets the command clean up; a second one does not wait for it.
const interrupt = () => (abort.signal.aborted ? process.exit(130) : abort.abort());
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// A reader that has seen enough (`… | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const code = await run(process.argv.slice(2), commands, {
  out: sink(process.stdout, env),
  err: sink(process.stderr, env),
  cwd: process.cwd(),
  signal: abort.signal,
});
process.stdout.write('', () => process.exit(code));
