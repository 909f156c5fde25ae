import { textOfBytes } from "./words";

const WORDS_MAX = 1024 * 1024;
const REQUESTS_MAX = 10_000;
const RETURN = 0x0d;
const NEWLINE = 0x0a;
const DIGITS_MAX = 9;

/**
 * The requests that these bytes hold as a client sends them: arrays of strings, each whole. Null: they
 * hold something else, or less, or Redis would be free to read them in another way.
 */
export function requestsOfBytes(bytes: Uint8Array): readonly (readonly string[])[] | null {
  const reader = new RequestReader(bytes);
  const requests: (readonly string[])[] = [];
  while (!reader.isAtEnd()) {
    const request = reader.request();
    if (request === null || requests.length === REQUESTS_MAX) return null;
    requests.push(request);
  }
  return requests;
}

class RequestReader {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  request(): string[] | null {
    const count = this.number("*");
    if (count === null || count === 0 || count > WORDS_MAX) return null;
    const words: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const word = this.word();
      if (word === null) return null;
      words.push(word);
    }
    return words;
  }

  private word(): string | null {
    const length = this.number("$");
    if (length === null || this.at + length > this.bytes.length) return null;
    const word = textOfBytes(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return this.lineEnds() ? word : null;
  }

  /** Behind its mark, without sign or zeros before it. */
  private number(mark: string): number | null {
    if (this.bytes[this.at] !== mark.charCodeAt(0)) return null;
    this.at += 1;
    const end = this.bytes.indexOf(RETURN, this.at);
    if (end < 0 || end - this.at > DIGITS_MAX) return null;
    const digits = textOfBytes(this.bytes.subarray(this.at, end));
    this.at = end;
    return /^(?:0|[1-9]\d*)$/.test(digits) && this.lineEnds() ? Number(digits) : null;
  }

  private lineEnds(): boolean {
    const ends = this.bytes[this.at] === RETURN && this.bytes[this.at + 1] === NEWLINE;
    this.at += 2;
    return ends;
  }
}
