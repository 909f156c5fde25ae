import type { MaskKind } from "../masking-rule";
import type { KeyedDigest } from "./replacement";

const encoder = new TextEncoder();

/** What is asked of the key, so that no answer to one question is an answer to another. */
export interface KeyedQuestion {
  readonly use: string;
  readonly kind: MaskKind | string;
  readonly of: Uint8Array;
}

/** The digest of a question: its use and kind cannot hold the byte that ends them. */
export function digestOf(digest: KeyedDigest, { use, kind, of }: KeyedQuestion): Uint8Array {
  const head = encoder.encode(`${use}\0${kind}\0`);
  const text = new Uint8Array(head.byteLength + of.byteLength);
  text.set(head);
  text.set(of, head.byteLength);
  return digest(text);
}

/** Numbers below a bound, without end, that are the same each time the same is asked. */
export class KeyedStream {
  private readonly digest: KeyedDigest;
  private readonly question: KeyedQuestion;
  private block: Uint8Array = new Uint8Array();
  private blocks = 0;
  private at = 0;

  constructor(digest: KeyedDigest, question: KeyedQuestion) {
    this.digest = digest;
    this.question = question;
  }

  /** From 0 up to `bound`, which is not reached and is at most 256. */
  below(bound: number): number {
    const fair = 256 - (256 % bound);
    for (;;) {
      const byte = this.next();
      if (byte < fair) return byte % bound;
    }
  }

  /** One character of those. */
  of(characters: string): string {
    return characters.charAt(this.below(characters.length));
  }

  private next(): number {
    if (this.at === this.block.byteLength) {
      const use = `${this.question.use}.${this.blocks}`;
      this.block = digestOf(this.digest, { ...this.question, use });
      this.blocks += 1;
      this.at = 0;
    }
    this.at += 1;
    return this.block[this.at - 1] ?? 0;
  }
}
