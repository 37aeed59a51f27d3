import { holdsSecret } from '#shared/exports/secret-patterns.ts';
import { redacted } from '../../collect/redact/redact.ts';
import type { Finding } from '../check.ts';
import { partsOf, requiresAnything } from '../parts.ts';
import { saidSecrets, secret, unmasked } from '../said-secrets.ts';
import { perFinding } from '../score.ts';
import type { PartCheck } from './statement-check.ts';

/** Which of these the collector's redaction would take something out of: all at once, a line each. */
const redactedIn = async (all: readonly string[]): Promise<ReadonlySet<number>> => {
  const lines = all.map((text) => unmasked(text).replaceAll(/[\r\n]+/g, ' '));
  const after = (await redacted('specification.md', lines.join('\n'))).text.split('\n');
  return new Set(lines.flatMap((line, index) => (line === after[index] ? [] : [index])));
};

const inMarkdown = async (markdown: string): Promise<Finding[]> => {
  const lines = markdown.split('\n');
  const found = await redactedIn(lines);
  return lines.flatMap((line, index) =>
    found.has(index) || holdsSecret(unmasked(line))
      ? [{ where: `specification.md:${index + 1}`, message: secret }]
      : [],
  );
};

/** What was redacted from the source must not come back by another way: the collector's own rules are asked again. */
export const noSecrets: PartCheck = {
  id: 'no-secrets',
  title: 'No secret, and no long piece of the source word for word',
  weight: 8,
  faults: saidSecrets,
  async judge({ document, source, texts, markdown }) {
    const parts = partsOf(document);
    const taken = await redactedIn(parts.map(({ raw }) => raw));
    const own = parts.flatMap((part, index): Finding[] => {
      const found = new Set([...saidSecrets(part, { source, texts }), ...(taken.has(index) ? [secret] : [])]);
      return found.size === 0 ? [] : [{ where: part.where, message: [...found].join('; '), statement: part.address }];
    });
    const findings = [...own, ...(own.length > 0 ? [] : await inMarkdown(markdown))];
    return requiresAnything(document) ? perFinding(findings, 0.5) : { score: 0, findings };
  },
};
