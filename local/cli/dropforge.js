#!/usr/bin/env node
/** The installed command: hands over to main.ts on the Node that is pinned for it, whichever Node started this. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const node = createRequire(import.meta.url).resolve('node/bin/node');
const main = fileURLToPath(new URL('./main.ts', import.meta.url));
// The validation engine is WebAssembly that runs for a second: to optimise it costs more than it saves.
const flags = ['--disable-warning=ExperimentalWarning', '--wasm-tiering-budget=100000000'];
const child = spawn(node, [...flags, main, ...process.argv.slice(2)], {
  stdio: 'inherit',
});

// A terminal sends Ctrl-C to both; this one only waits for the other to clean up.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
