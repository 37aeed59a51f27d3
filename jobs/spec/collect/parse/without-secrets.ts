import { looksSecret } from './secret-name.ts';

const assignment =
  /([\p{L}_$][\p{L}\p{N}_$]*)(["'\]]*\s*(?::[^=:,{}"'`]*=|[:=!]={0,2}|\|\||\?\?)\s*)(["'`])(?:\\.|(?!\3)[^\\])*(\3|$)/gu;

/** A piece of code in which no name that sounds like a secret is given a text: password: 'x' -> password: '' */
export const withoutSecrets = (code: string): string =>
  code.replace(assignment, (whole, name: string, between: string, quote: string) =>
    looksSecret(name) ? `${name}${between}${quote}${quote}` : whole,
  );
