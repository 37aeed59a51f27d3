import { assignedIn } from './assigned.ts';
import { kubernetesSecretsIn } from './kubernetes.ts';
import { lintedIn } from './lint.ts';
import { looksOf } from './looks.ts';
import { replaced } from './spans.ts';

/** A text without its secrets, and how many were taken out. */
export type Redacted = { readonly text: string; readonly count: number };

/**
 * Takes out of a source what is known to be a secret by its looks (tokens, private keys, passwords in addresses), by the name it stands
 * under (`Password=…;`, `apiKey = "…"`, `DB_PASSWORD: …`), or by secretlint's rules. `[redacted]` stands in its place; quotes, names and the number of
 * lines stay, so that the rest parses and is cited as before. What only stands for a secret, or speaks of one, stays.
 * @param path tells a file of settings, where values need no quotes, from code
 */
export const redacted = async (path: string, text: string): Promise<Redacted> => {
  const own = replaced(text, [...looksOf(text), ...assignedIn(text, path), ...kubernetesSecretsIn(text, path)]);
  const rest = replaced(own.text, await lintedIn(own.text));
  return { text: rest.text, count: own.count + rest.count };
};
