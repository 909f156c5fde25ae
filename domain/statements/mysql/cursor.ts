import type { Token } from "./tokens";

/** Ends the reading at once, wherever it is. */
export class NotRead extends Error {}

/** A place in the words of a condition. */
export class Cursor {
  protected at = 0;
  protected readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  protected name(): string {
    const token = this.tokens[this.at];
    if (token === undefined || !["word", "name"].includes(token.kind)) throw new NotRead();
    this.at += 1;
    return token.text.toLowerCase();
  }

  protected skipBrackets(): readonly Token[] {
    const from = this.at;
    if (this.peek() !== "(") throw new NotRead();
    for (let depth = 0; this.at < this.tokens.length; ) {
      if (this.peek() === "(") depth += 1;
      if (this.peek() === ")") depth -= 1;
      this.at += 1;
      if (depth === 0) return this.tokens.slice(from + 1, this.at - 1);
    }
    throw new NotRead();
  }

  protected skipCase(): void {
    for (let depth = 0; this.at < this.tokens.length; ) {
      if (this.peek() === "case") depth += 1;
      if (this.peek() === "end") depth -= 1;
      this.at += 1;
      if (depth === 0) return;
    }
    throw new NotRead();
  }

  protected isSignOrWord(): boolean {
    return ["sign", "word"].includes(this.tokens[this.at]?.kind ?? "");
  }

  /** What stands there, of words and signs: a quoted name never is one. */
  protected wordAt(offset: number): string {
    const token = this.tokens[this.at + offset];
    return token?.kind === "word" || token?.kind === "sign" ? token.text : "";
  }

  protected peek(): string {
    return this.wordAt(0);
  }

  protected take(...words: readonly string[]): string | null {
    const found = this.peek();
    if (found === "" || !words.includes(found)) return null;
    this.at += 1;
    return found;
  }

  protected mustTake(...words: readonly string[]): string {
    const found = this.take(...words);
    if (found === null) throw new NotRead();
    return found;
  }
}
