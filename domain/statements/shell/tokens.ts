import { type Word, wordAt } from "./word-reader";

/** What a line is made of: words, signs between them, and what nobody can tell. */
export type Token =
  | { readonly kind: "word"; readonly word: Word }
  | { readonly kind: "sign"; readonly text: string; readonly start: number; readonly end: number }
  | Remark;

/** Text that is no command: a comment, or what a command is given to read. */
export interface Remark {
  readonly kind: "remark";
  readonly isOpaque: boolean;
  readonly start: number;
  readonly end: number;
}

const TOKENS_MAX = 50_000;
const SIGN = /&>>|<<<|<<-|\|\||&&|;;|<<|>>|<&|>&|<>|>\||&>|\|&|[;&|<>()\n]/y;
const BLANK = /(?:[ \t]|\\\n)+/y;
/** What a shell that takes no comments at its prompt would run. */
const RUNS_WITHOUT_COMMENTS = /[;&|<>()$`\\'"]/;
const EXPANDS = /[$`\\]/;

/** The tokens in their order; null: something has no end. */
export function tokensOf(text: string): readonly Token[] | null {
  const reader = new TokenReader(text);
  while (!reader.isAtEnd()) if (!reader.step() || reader.tokens.length > TOKENS_MAX) return null;
  return reader.isComplete() ? reader.tokens : null;
}

interface Document {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly hasTabs: boolean;
}

class TokenReader {
  readonly tokens: Token[] = [];
  private at = 0;
  /** Texts that begin with the next line. */
  private documents: Document[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  isComplete(): boolean {
    return this.documents.length === 0;
  }

  step(): boolean {
    if (this.matched(BLANK) !== null) return true;
    if (this.text[this.at] === "#") return this.comment();
    const start = this.at;
    const sign = this.matched(SIGN);
    if (sign === null) return this.word();
    this.tokens.push({ kind: "sign", text: sign, start, end: this.at });
    return sign === "\n" ? this.readDocuments() : true;
  }

  private comment(): true {
    const found = this.text.indexOf("\n", this.at);
    const end = found < 0 ? this.text.length : found;
    const isOpaque = RUNS_WITHOUT_COMMENTS.test(this.text.slice(this.at, end));
    this.tokens.push({ kind: "remark", isOpaque, start: this.at, end });
    this.at = end;
    return true;
  }

  private word(): boolean {
    const word = wordAt(this.text, this.at);
    if (word === null) return false;
    this.at = word.end;
    const before = this.tokens.at(-1);
    const isNumber = /^\d+$/.test(word.text) && !word.isQuoted && /^[<>]/.test(this.rest());
    if (isNumber) return true; // Of a file that is open, as in `2>`.
    this.tokens.push({ kind: "word", word });
    if (before?.kind === "sign" && (before.text === "<<" || before.text === "<<-")) {
      const { text: delimiter, isQuoted } = word;
      this.documents.push({ delimiter, isQuoted, hasTabs: before.text === "<<-" });
    }
    return true;
  }

  /** Up to the line that is their delimiter, one behind the other. */
  private readDocuments(): boolean {
    for (const document of this.documents) if (!this.readDocument(document)) return false;
    this.documents = [];
    return true;
  }

  private readDocument({ delimiter, isQuoted, hasTabs }: Document): boolean {
    const start = this.at;
    let isOpaque = false;
    while (!this.isAtEnd()) {
      const found = this.text.indexOf("\n", this.at);
      const end = found < 0 ? this.text.length : found;
      const line = this.text.slice(this.at, end);
      this.at = Math.min(end + 1, this.text.length);
      if ((hasTabs ? line.replace(/^\t+/, "") : line) === delimiter) {
        this.tokens.push({ kind: "remark", isOpaque, start, end });
        return true;
      }
      isOpaque ||= !isQuoted && EXPANDS.test(line);
    }
    return false;
  }

  private rest(): string {
    return this.text.slice(this.at, this.at + 1);
  }

  private matched(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at = pattern.lastIndex;
    return found[0];
  }
}
