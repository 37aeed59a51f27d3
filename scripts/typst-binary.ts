import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const load = createRequire(import.meta.url);

const compiler = '@myriaddreamin/typst-ts-node-compiler';

/** What Lambda runs on: the validator is an x86_64 function of Amazon Linux 2023. */
const lambdaPlatform = 'linux-x64-gnu';

const report = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) });

/** This machine, as the compiler's packages name it. */
const hostPlatform = (): string => {
  const { platform, arch } = process;
  if (platform === 'win32') return `win32-${arch}-msvc`;
  if (platform !== 'linux') return `${platform}-${arch}`;
  return `linux-${arch}-${report.parse(process.report.getReport()).header.glibcVersionRuntime ? 'gnu' : 'musl'}`;
};

const manifest = z.object({ main: z.string() });

const binaryOf = (platform: string): string | undefined => {
  try {
    const path = load.resolve(`${compiler}-${platform}/package.json`);
    return join(dirname(path), manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).main);
  } catch {
    return undefined;
  }
};

const version = (): string => z.object({ version: z.string() }).parse(load(`${compiler}/package.json`)).version;

/** An error whose stack is its message: it is for the person who packages, who reads it in the framework's own report. */
const refuse = (message: string): Error => Object.assign(new Error(message), { stack: message });

/** What is wrong on this machine, for whoever asks for a PDF here. */
export const noBinaryHere = `The Typst compiler has no native module for this machine (${hostPlatform()}): npm ci brings it where there is one`;

/**
 * Where the native module of the Typst compiler lies: Lambda's for a stage that is deployed, this machine's own for the embedded
 * cloud, or undefined if there is none. Throws for a deployment without it, with the command that brings it.
 */
export const typstBinary = (deployed: boolean): string | undefined => {
  const found = binaryOf(deployed ? lambdaPlatform : hostPlatform());
  if (found || !deployed) return found;
  throw refuse(
    `The validator runs on Lambda (${lambdaPlatform}), and this machine (${hostPlatform()}) has not installed the Typst compiler for it. Bring it: npm install --no-save --force ${compiler}-${lambdaPlatform}@${version()}`,
  );
};
