/** One word or sign as the server reads it. */
export interface Token {
  readonly kind: "word" | "name" | "text" | "number" | "variable" | "sign";
  /** A word in lower case; of a name and a text what is in the quotes. */
  readonly text: string;
  /** UTF-16 units of the whole text. */
  readonly start: number;
  readonly end: number;
  /** In double quotes: a text, or with ANSI_QUOTES a name. */
  readonly isDoubleQuoted?: boolean;
}

export interface Reading {
  readonly tokens: readonly Token[];
  /** Of the comments that are code for some servers: their marks, each once. */
  readonly marks: readonly string[];
  /** A setting of the server decides what is a text here, or what is a comment. */
  readonly isDoubtful: boolean;
}

/** Marks of code that every server in use runs: MySQL from 5.7 on, MariaDB from 10 on. */
const ALWAYS_CODE_BELOW = 50_700;
const TOKENS_MAX = 200_000;

/**
 * The text as a server sees it that runs the code behind these marks and no other. Null: no server takes
 * it, or nobody can tell.
 */
export function tokensOf(text: string, marksRun: ReadonlySet<string>): Reading | null {
  const reader = new TokenReader(text, marksRun);
  while (!reader.isAtEnd()) if (!reader.step() || reader.tokens.length > TOKENS_MAX) return null;
  if (reader.isInCode) return null;
  return { tokens: reader.tokens, marks: [...reader.marks], isDoubtful: reader.isDoubtful };
}

const SPACE = /[ \t\n\v\f\r]+/y;
const LINE_COMMENT = /(?:#|--(?=[\s\p{Cc}]|$))[^\n]*/uy;
const CODE_COMMENT = /\/\*(M?!)(\d{5,6})?/y;
const VARIABLE = /@@?(?:[\p{L}\p{N}_$.]+|`(?:[^`]|``)*`|'[^'\\]*'|"[^"\\]*")?/uy;
const NUMBER = /0x[0-9a-fA-F]+|0b[01]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const LETTERS = /[\p{L}\p{N}_$\u0080-\uffff]+/uy;
const SIGN = /<=>|->>|<<|>>|<=|>=|<>|!=|:=|&&|\|\||->|[-+*/%&|^~!=<>(),.;?:{}]/y;
/** A text in other letters, in bits, or of another character set: `N'x'`, `x'41'`, `_utf8mb4'x'`. */
const INTRODUCES = /^(?:n|x|b|_\w+)$/;

class TokenReader {
  readonly tokens: Token[] = [];
  readonly marks = new Set<string>();
  isDoubtful = false;
  isInCode = false;
  private at = 0;
  private readonly text: string;
  private readonly marksRun: ReadonlySet<string>;

  constructor(text: string, marksRun: ReadonlySet<string>) {
    this.text = text;
    this.marksRun = marksRun;
  }

  isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  step(): boolean {
    if (this.matched(SPACE) !== null || this.matched(LINE_COMMENT) !== null) return true;
    if (this.isInCode && this.text.startsWith("*/", this.at)) {
      this.isInCode = false;
      this.at += 2;
      return true;
    }
    if (this.text.startsWith("/*", this.at)) return this.comment();
    return this.quoted() || this.plain();
  }

  private comment(): boolean {
    const mark = this.matched(CODE_COMMENT);
    if (mark === null) return this.skipComment();
    if (this.isInCode) return false; // Servers differ in what ends such a one inside another.
    const name = `${mark[1]}${mark[2] ?? ""}`;
    if (name === "!" || (mark[1] === "!" && Number(mark[2]) < ALWAYS_CODE_BELOW)) {
      this.isInCode = true;
      return true;
    }
    this.marks.add(name);
    if (this.marksRun.has(name)) {
      this.isInCode = true;
      return true;
    }
    const end = this.text.indexOf("*/", this.at);
    if (end < 0 || this.text.slice(this.at, end).includes("/*")) return false;
    this.at = end + 2;
    return true;
  }

  private skipComment(): boolean {
    const end = this.text.indexOf("*/", this.at + 2);
    if (end < 0) return false;
    this.at = end + 2;
    return true;
  }

  /** A text or a name in quotes; false where none begins. */
  private quoted(): boolean {
    const quote = this.text[this.at];
    if (quote !== "'" && quote !== '"' && quote !== "`") return false;
    const start = this.at;
    const value = this.untilQuote(quote);
    if (value === null) return false;
    const kind = quote === "`" ? "name" : "text";
    const double = quote === '"' ? { isDoubleQuoted: true } : {};
    this.tokens.push({ kind, text: value, start, end: this.at, ...double });
    return true;
  }

  private untilQuote(quote: string): string | null {
    const parts: string[] = [];
    let from = this.at + 1;
    for (let at = from; at < this.text.length; at += 1) {
      const letter = this.text[at];
      if (letter === "\\" && quote !== "`") {
        this.isDoubtful ||= this.text[at + 1] === quote;
        parts.push(this.text.slice(from, at));
        from = at + 1;
        at += 1;
      } else if (letter === quote) {
        parts.push(this.text.slice(from, at));
        if (this.text[at + 1] !== quote) {
          this.at = at + 1;
          return parts.join("");
        }
        at += 1;
        from = at;
      }
    }
    return null;
  }

  private plain(): boolean {
    const start = this.at;
    const variable = this.matched(VARIABLE);
    if (variable !== null) return this.add("variable", variable[0].toLowerCase(), start);
    const number = this.numberAt();
    if (number !== null) return this.add("number", number, start);
    const word = this.matched(LETTERS);
    if (word === null) {
      const sign = this.matched(SIGN);
      return sign !== null && this.add("sign", sign[0], start);
    }
    const lower = word[0].toLowerCase();
    if (INTRODUCES.test(lower) && this.text[this.at] === "'") return this.introduced(start);
    return this.add("word", lower, start);
  }

  private introduced(start: number): boolean {
    if (!this.quoted()) return false;
    const text = this.tokens.pop();
    this.tokens.push({ kind: "text", text: `\u0001${text?.text}`, start, end: this.at });
    return true;
  }

  /** Names may begin with digits: `1a` is one. Behind a dot there is a name. */
  private numberAt(): string | null {
    const start = this.at;
    const number = this.isBehindName() ? null : this.matched(NUMBER)?.[0];
    if (number === null || number === undefined) return null;
    const after = this.at;
    if (this.matched(LETTERS) === null) return number;
    const isName = /^(?:\d+$|0[xb])/.test(number);
    this.at = isName ? start : after;
    return isName ? null : number;
  }

  private isBehindName(): boolean {
    const before = this.tokens.at(-1);
    if (before?.kind === "sign") return before.text === ".";
    const isDotted = this.text[this.at] === "." && before?.end === this.at;
    return isDotted && (before.kind === "word" || before.kind === "name");
  }

  private add(kind: Token["kind"], text: string, start: number): true {
    this.tokens.push({ kind, text, start, end: this.at });
    return true;
  }

  private matched(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }
}
