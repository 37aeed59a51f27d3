import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const load = createRequire(import.meta.url);

const compiler = '@myriaddreamin/typst-ts-node-compiler';

/** What Lambda runs on: the validator is an x86_64 function of Amazon Linux 2023. */
const lambdaPlatform = 'linux-x64-gnu';

/** This machine, as the compiler's packages name it. */
const hostPlatform = () => {
  const { platform, arch, report } = process;
  if (platform === 'linux') return `linux-${arch}-${report.getReport().header.glibcVersionRuntime ? 'gnu' : 'musl'}`;
  return platform === 'win32' ? `win32-${arch}-msvc` : `${platform}-${arch}`;
};

const packageOf = (platform) => {
  try {
    const path = load.resolve(`${compiler}-${platform}/package.json`);
    return { dir: dirname(path), main: JSON.parse(readFileSync(path, 'utf8')).main };
  } catch {
    return undefined;
  }
};

const versionOf = () => {
  const { optionalDependencies, version } = load(`${compiler}/package.json`);
  return optionalDependencies?.[`${compiler}-${lambdaPlatform}`] ?? version;
};

/** An error whose stack is its message: it is for the person who packages, who reads it in the framework's own report. */
const refuse = (message) => Object.assign(new Error(message), { stack: message });

/** What is wrong on this machine, for whoever asks for a PDF here. */
export const noBinaryHere = `The Typst compiler has no native module for this machine (${hostPlatform()}): npm ci brings it where there is one`;

/**
 * Where the native module of the Typst compiler lies: Lambda's for a stage that is deployed, this machine's own for the embedded
 * cloud, or undefined if there is none. Throws for a deployment without it, with the command that brings it.
 */
export const typstBinary = (deployed) => {
  const platform = deployed ? lambdaPlatform : hostPlatform();
  const found = packageOf(platform);
  if (found) return join(found.dir, found.main);
  if (!deployed) return undefined;
  throw refuse(
    `The validator runs on Lambda (${platform}), and this machine (${hostPlatform()}) has not installed the Typst compiler for it. Bring it: npm install --no-save --force ${compiler}-${platform}@${versionOf()}`,
  );
};
