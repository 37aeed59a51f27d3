import type { Language } from '../parse/language.ts';
import { csharp } from './csharp/index.ts';
import { go } from './go/index.ts';
import { java } from './java/index.ts';
import { prisma } from './prisma/index.ts';
import { proto } from './proto/index.ts';
import { python } from './python/index.ts';
import { sql } from './sql/index.ts';
import { typescript } from './typescript/index.ts';

/** Every language that is parsed. A new one is a folder and a row here. Pieces are a language's own: nobody else opens them. */
export const allLanguages: readonly Language[] = [
  csharp as Language,
  go as Language,
  java as Language,
  prisma as Language,
  proto as Language,
  python as Language,
  sql as Language,
  typescript as Language,
];
