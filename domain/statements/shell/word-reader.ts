import { closingBracket, closingTick, HARMLESS_PARAMETER } from "./expansions";

/** One word of a command line, as a POSIX shell makes it. */
export interface Word {
  /** Without its quotes; of what is put in when it runs, as it is written. */
  readonly text: string;
  /** Letters that are put in when it runs are among it, or it becomes several: `$x`, `*`, `{a,b}`. */
  readonly isDynamic: boolean;
  /** Nobody can tell what it does: it runs a command, computes, or is read otherwise by other shells. */
  readonly isOpaque: boolean;
  /** Some of it is in quotes. */
  readonly isQuoted: boolean;
  /** The texts of commands that run to make it. */
  readonly inner: readonly string[];
  readonly start: number;
  readonly end: number;
}

const ENDS_WORD = /[ \t\n;&|<>()]/;
const GLOB = /[*?[\]{}]/;
const HISTORY = /![^ \t\n=]/y;
const ESCAPED_IN_DOUBLE = new Set(["$", "`", '"', "\\"]);

/** The word that begins here; null: its quotes or brackets have no end. */
export function wordAt(text: string, start: number): Word | null {
  return new WordReader(text, start).word();
}

class WordReader {
  private at: number;
  private value = "";
  private isDynamic = false;
  private isOpaque = false;
  private isQuoted = false;
  private readonly inner: string[] = [];
  private readonly text: string;
  private readonly start: number;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
    this.at = start;
  }

  word(): Word | null {
    while (this.at < this.text.length && !ENDS_WORD.test(this.letter())) {
      if (!this.step()) return null;
    }
    const { isDynamic, isOpaque, isQuoted, inner, start, at } = this;
    return { text: this.value, isDynamic, isOpaque, isQuoted, inner, start, end: at };
  }

  /** False where something has no end. */
  private step(): boolean {
    const letter = this.letter();
    if (letter === "'") return this.singleQuoted();
    if (letter === '"') return this.doubleQuoted();
    if (letter === "\\") return this.escaped();
    if (letter === "$" || letter === "`") return this.expansion();
    this.isDynamic ||= GLOB.test(letter);
    this.plain();
    return true;
  }

  private singleQuoted(): boolean {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) return false;
    this.isQuoted = true;
    this.value += this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return true;
  }

  private doubleQuoted(): boolean {
    this.isQuoted = true;
    this.at += 1;
    while (this.at < this.text.length) {
      const letter = this.letter();
      if (letter === '"') {
        this.at += 1;
        return true;
      }
      if (letter === "$" || letter === "`") {
        if (!this.expansion()) return false;
      } else if (letter === "\\") this.escapedInDouble();
      else this.plain();
    }
    return false;
  }

  private escapedInDouble(): void {
    const next = this.text[this.at + 1] ?? "";
    if (next === "\n") this.at += 2;
    else {
      if (ESCAPED_IN_DOUBLE.has(next)) this.at += 1;
      this.value += this.letter();
      this.at += 1;
    }
  }

  private escaped(): boolean {
    const next = this.text[this.at + 1];
    if (next === undefined) return false;
    if (next !== "\n") this.value += next;
    this.isQuoted ||= next !== "\n";
    this.at += 2;
    return true;
  }

  /** `$x` and `${x}` are put in as they are; everything else that begins so runs or computes. */
  private expansion(): boolean {
    HARMLESS_PARAMETER.lastIndex = this.at;
    const parameter = HARMLESS_PARAMETER.exec(this.text)?.[0];
    if (parameter !== undefined) return this.put(parameter.length, true);
    const next = this.text[this.at + 1] ?? "";
    if (this.letter() === "`")
      return this.command(this.at + 1, closingTick(this.text, this.at + 1));
    if (next === "(") return this.command(this.at + 2, closingBracket(this.text, this.at + 2, ")"));
    if (next === "{") return this.command(this.at + 2, closingBracket(this.text, this.at + 2, "}"));
    this.isOpaque ||= ["'", '"', "["].includes(next); // Other shells make a text or a number of it.
    return this.put(1, false);
  }

  private command(from: number, end: number): boolean {
    if (end < 0) return false;
    this.isOpaque = true;
    this.inner.push(this.text.slice(from, end));
    return this.put(end + 1 - this.at, true);
  }

  private put(length: number, isDynamic: boolean): true {
    this.isDynamic ||= isDynamic;
    this.value += this.text.slice(this.at, this.at + length);
    this.at += length;
    return true;
  }

  private plain(): void {
    HISTORY.lastIndex = this.at;
    this.isOpaque ||= HISTORY.test(this.text); // At a prompt, a line of before is put in.
    this.value += this.letter();
    this.at += 1;
  }

  private letter(): string {
    return this.text[this.at] ?? "";
  }
}
