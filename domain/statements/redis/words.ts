/** The words of one line as redis-cli reads them; null: it refuses the line. */
export function wordsOfLine(line: string): readonly string[] | null {
  const reader = new LineReader(line);
  const words: string[] = [];
  while (reader.toNextWord()) {
    const word = reader.word();
    if (word === null) return null;
    words.push(word);
  }
  return words;
}

const SPACE = /[ \t\n\v\f\r]/;
/** Other white space begins no new word. */
const ENDS_WORD = /[ \t\n\r]/;
const LETTERS_OF_ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: "\n", r: "\r", t: "\t", b: "\b", a: "\u0007" },
};

class LineReader {
  private at = 0;
  private readonly line: string;

  constructor(line: string) {
    this.line = line;
  }

  toNextWord(): boolean {
    while (this.at < this.line.length && SPACE.test(this.letter())) this.at += 1;
    return this.at < this.line.length;
  }

  word(): string | null {
    const bytes: number[] = [];
    while (this.at < this.line.length && !ENDS_WORD.test(this.letter())) {
      const quote = this.letter();
      if (quote !== '"' && quote !== "'") this.take(bytes);
      else if (!this.quoted(quote, bytes)) return null;
    }
    return textOfBytes(Uint8Array.from(bytes));
  }

  /** False where the quotes have no end, or a word goes on behind them. */
  private quoted(quote: string, bytes: number[]): boolean {
    this.at += 1;
    while (this.at < this.line.length) {
      if (this.letter() === quote) {
        this.at += 1;
        return this.at >= this.line.length || SPACE.test(this.letter());
      }
      if (quote === '"') this.takeInDouble(bytes);
      else this.takeInSingle(bytes);
    }
    return false;
  }

  private takeInDouble(bytes: number[]): void {
    const hex = /\\x([0-9a-fA-F]{2})/y;
    hex.lastIndex = this.at;
    const found = hex.exec(this.line);
    if (found !== null) {
      bytes.push(Number.parseInt(found[1] ?? "", 16));
      this.at += found[0].length;
    } else if (this.letter() === "\\" && this.at + 1 < this.line.length) {
      this.at += 1;
      const meant = LETTERS_OF_ESCAPES[this.letter()];
      if (meant === undefined) this.take(bytes);
      else {
        bytes.push(meant.charCodeAt(0));
        this.at += 1;
      }
    } else this.take(bytes);
  }

  private takeInSingle(bytes: number[]): void {
    if (this.line.startsWith("\\'", this.at)) this.at += 1;
    this.take(bytes);
  }

  private take(bytes: number[]): void {
    const letter = String.fromCodePoint(this.line.codePointAt(this.at) ?? 0);
    for (const byte of ENCODER.encode(letter)) bytes.push(byte);
    this.at += letter.length;
  }

  private letter(): string {
    return this.line[this.at] ?? "";
  }
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/** Bytes that are no UTF-8 stand as U+FFFD: no name of a command holds one. */
export function textOfBytes(bytes: Uint8Array): string {
  return DECODER.decode(bytes);
}

/**
 * A word as Redis compares it with one of its own: letters of ASCII know no case, and what is behind a
 * zero byte does not count.
 */
export function asOption(word: string): string {
  return lower(word.split("\0", 1)[0] ?? "");
}

/** As Redis looks names of commands up: only letters of ASCII know no case. */
export function lower(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
