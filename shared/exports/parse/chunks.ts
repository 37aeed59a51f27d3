import { limits } from '../limits.ts';
import { UnreadableError } from '../unreadable.ts';
import { tooDeep } from './json.ts';

/** A list that an earlier chunk of the same document began: its keys from the root, and the index of the first item here. */
export type Continued = { readonly path: readonly string[]; readonly from: number };

/** Consecutive text of a JSON file; without `continued` it begins a document. */
export type Chunk = {
  readonly text: string;
  /** Of the file, 1-based: where the text begins. */
  readonly line: number;
  readonly continued?: Continued;
  /** The keys of the list after an item of which the text was cut; absent where a document ends. */
  readonly cut?: readonly string[];
};

export type ChunkSizes = { readonly chunkCharacters: number; readonly elementCharacters: number };

const newlines = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};

const unquoted = (literal: string): string => {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal; // whoever parses the chunk tells of the error
  }
};

/** Calls `see` for each bracket, comma and colon outside of strings and for both quotes of each string, piece after piece. */
class Structure {
  inString = false;
  #escaped = false;

  scan(piece: string, see: (character: string, at: number) => void): void {
    let slash = -1;
    for (let at = 0; at < piece.length; at += 1) {
      if (this.#escaped) {
        this.#escaped = false;
      } else if (this.inString) {
        const quote = piece.indexOf('"', at);
        if (slash < at) slash = piece.indexOf('\\', at);
        if (slash === -1) slash = piece.length;
        const end = quote === -1 ? piece.length : quote;
        at = Math.min(end, slash);
        this.#escaped = slash < end;
        if (slash < end || end === piece.length) continue;
        this.inString = false;
        see('"', end);
      } else {
        const character = piece.charAt(at);
        if (character <= '"' ? character === '"' : ',:{}[]'.includes(character)) {
          this.inString = character === '"';
          see(character, at);
        }
      }
    }
  }
}

/**
 * Cuts JSON text that comes in pieces into chunks that can each be parsed alone: between documents, and, once `chunkCharacters` have
 * come together, between the items of a list that lies in nothing but objects. It knows strings and brackets; whether the rest is
 * JSON, the parser of the chunks says. Throws `UnreadableError` at a limit.
 */
export class Chunker {
  readonly #sizes: ChunkSizes;
  readonly #structure = new Structure();
  #chunks: Chunk[] = [];
  #pending: string[] = [];
  #length = 0;
  #line = 1;
  #piece = '';
  /** Where in the piece the text begins that belongs to no chunk yet. */
  #from = 0;
  #open: string[] = [];
  /** How many of the open brackets are objects with nothing but objects around them. */
  #spine = 0;
  /** The key that was read last in each object of the spine. */
  #keys: string[] = [];
  /** Complete items of the list that lies in the spine. */
  #items = 0;
  #continued: Continued | undefined;
  /** What has come of a string in the spine before this piece, and where it goes on: it may be a key. */
  #begun = '';
  #literalAt = 0;
  #literal = '';

  constructor(sizes: ChunkSizes = limits) {
    this.#sizes = sizes;
  }

  /** Takes the next piece of the text; returns the chunks that are complete with it. */
  push(piece: string): readonly Chunk[] {
    this.#piece = piece;
    this.#from = 0;
    this.#literalAt = 0;
    this.#structure.scan(piece, this.#see);
    if (this.#structure.inString && this.#isSpine()) this.#begun += piece.slice(this.#literalAt);
    this.#pending.push(piece.slice(this.#from));
    this.#length += piece.length - this.#from;
    if (this.#length > this.#sizes.elementCharacters) {
      const size = `${this.#sizes.elementCharacters / 1024 / 1024} million`;
      throw new UnreadableError('failed', `holds a single value of more than ${size} characters`, this.#line);
    }
    return this.#taken();
  }

  /** What is left when the text has come to its end: white space, or a document that isn't complete. */
  end(): readonly Chunk[] {
    if (this.#pending.some((piece) => piece.trim() !== '')) this.#emit();
    return this.#taken();
  }

  #taken(): readonly Chunk[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }

  #isSpine(): boolean {
    return this.#spine > 0 && this.#open.length === this.#spine;
  }

  readonly #see = (character: string, at: number): void => {
    if (character === '"') this.#quote(at);
    else if (character === '{' || character === '[') this.#enter(character);
    else if (character === '}' || character === ']') this.#leave(at);
    else if (character === ',') this.#comma(at);
    else if (this.#isSpine()) this.#keys[this.#spine - 1] = this.#literal;
  };

  #quote(at: number): void {
    if (!this.#isSpine()) return;
    if (this.#structure.inString) {
      this.#begun = '';
      this.#literalAt = at;
    } else {
      this.#literal = this.#begun + this.#piece.slice(this.#literalAt, at + 1);
    }
  }

  #enter(bracket: string): void {
    if (bracket === '{' && this.#open.length === this.#spine) this.#spine += 1;
    else if (bracket === '[' && this.#open.length === this.#spine) this.#items = 0;
    this.#open.push(bracket);
    if (this.#open.length > limits.nestingDepth) throw tooDeep(this.#line + newlines(this.#pending.join('')));
  }

  #leave(at: number): void {
    this.#open.pop();
    this.#spine = Math.min(this.#spine, this.#open.length);
    if (this.#open.length > 0) return;
    this.#take(at + 1);
    this.#emit();
  }

  #comma(at: number): void {
    if (this.#open.length !== this.#spine + 1 || this.#open.at(-1) !== '[') return;
    this.#items += 1;
    if (this.#length + at - this.#from < this.#sizes.chunkCharacters) return;
    this.#take(at);
    this.#from = at + 1;
    const path = this.#keys.slice(0, this.#spine).map(unquoted);
    this.#emit(path);
    this.#continued = { path, from: this.#items };
  }

  #take(end: number): void {
    this.#pending.push(this.#piece.slice(this.#from, end));
    this.#from = end;
  }

  #emit(cut?: readonly string[]): void {
    const text = this.#pending.join('');
    const continued = this.#continued;
    this.#chunks.push({ text, line: this.#line, ...(continued && { continued }), ...(cut && { cut }) });
    this.#line += newlines(text);
    this.#pending = [];
    this.#length = 0;
    this.#continued = undefined;
  }
}
