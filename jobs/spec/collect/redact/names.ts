import { nameTellsSecret } from '#shared/exports/secret-patterns.ts';
import { identifierWords } from '#shared/identifier-words.ts';

/** Where a credential's name may stand in a text. Every name that `isCredentialName` knows holds one of these. */
export const nouns =
  /passw|passphrase|passcode|pass(?![a-z])|pwd|secret|token|credential|salt|api[._-]?key|(?:access|private|signing|encryption|shared|licen[sc]e|account|master|storage|auth)[._-]?key/gi;

/** Ends of names that are about a secret: what is shown of it, how it is checked, who sends it. */
const about = new Set(
  `regex regexp pattern message msg error errors label title text placeholder validator validators validation rule rules strength requirement requirements
  help button link column selector input page view route action event permission scope claim controller handler command query dto
  model response request property prop class icon test tests spec schema object option options settings state field`.split(
    /\s+/,
  ),
);

/** Names that sound like a credential's and are none. */
const harmless =
  /(^| )(public key( token)?|session key|cancellation token|[cx]srf token|anti ?forgery token|verification token|message token|tokens|connection strings?)$/;

/** Whether what stands under this name is meant to be known to few: `Smtp:Password`, `STRIPE_SECRET_KEY`, `jwtSecret`. */
export const isCredentialName = (name: string): boolean => {
  const words = identifierWords(name);
  if (about.has(words.at(-1) ?? '')) return false;
  const phrase = words.join(' ');
  return !harmless.test(phrase) && (nameTellsSecret(name, 'x') || /(^| )secret (or )?key$/.test(phrase));
};

/** Names of which a value must look random to count: parsers, pagers and sessions have them, too. */
export const isVague = (name: string): boolean =>
  /^(token|tokens|salt|key|credentials?|pass)$/.test(identifierWords(name).join(' '));
