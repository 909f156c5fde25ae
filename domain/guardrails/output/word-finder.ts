/** A word of a rule, as it is written. */
export interface SoughtWord {
  /** Which rule, from 0. */
  readonly rule: number;
  readonly word: string;
  readonly ignoreCase: boolean;
}

/** Bytes `start` to `end` of a text meet a rule. */
export interface Hit {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

interface Ending {
  readonly rule: number;
  readonly characters: number;
  /** To be compared byte by byte; `null`: capitals or not. */
  readonly exactly: Uint8Array | null;
}

interface Node {
  readonly next: Map<number, Node>;
  readonly endings: Ending[];
  /** The longest end of it that is the beginning of a word too. */
  fallback: Node | null;
  /** The nearest of those at which a word ends. */
  ending: Node | null;
}

const NO_HITS: readonly Hit[] = [];
const INVALID = -1;

/**
 * Finds many words in one pass (Aho-Corasick) over characters in their simple fold, so that one pass
 * serves words with and without regard to capitals. Bytes that are no UTF-8 are part of no word.
 */
export class WordFinder {
  private readonly root: Node = newNode();
  private readonly startsWord = new Uint8Array(256);

  constructor(words: readonly SoughtWord[]) {
    for (const word of words) this.add(word);
    this.link();
    // A character beyond ASCII may fold to one within it: looked at one by one.
    if (words.length > 0) this.startsWord.fill(1, 0x80);
    for (let byte = 0; byte < 0x80; byte += 1) {
      if (this.root.next.has(foldOf(byte))) this.startsWord[byte] = 1;
    }
  }

  find(text: Uint8Array, hitsMax: number): readonly Hit[] {
    let hits: Hit[] | null = null;
    let node = this.root;
    let at = 0;
    while (at < text.byteLength) {
      if (node === this.root && this.startsWord[text[at] ?? 0] === 0) {
        at += 1;
        continue;
      }
      const point = codePointAt(text, at);
      at += widthOf(point);
      node = this.step(node, foldOf(point));
      const ending = node.endings.length > 0 ? node : node.ending;
      if (ending === null) continue;
      hits ??= [];
      collect(ending, { text, end: at, hits });
      if (hits.length >= hitsMax) return hits;
    }
    return hits ?? NO_HITS;
  }

  /** Whether any word may stand between two bytes: quicker than asking where, and never wrongly no. */
  mayMeet(text: Uint8Array, start: number, end: number): boolean {
    let node = this.root;
    let at = start;
    while (at < end) {
      if (node === this.root && this.startsWord[text[at] ?? 0] === 0) {
        at += 1;
        continue;
      }
      const point = codePointAt(text, at);
      at += widthOf(point);
      node = this.step(node, foldOf(point));
      if (node.endings.length > 0 || node.ending !== null) return true;
    }
    return false;
  }

  private step(from: Node, point: number): Node {
    for (let node: Node | null = from; node !== null; node = node.fallback) {
      const next = node.next.get(point);
      if (next !== undefined) return next;
    }
    return this.root;
  }

  private add({ rule, word, ignoreCase }: SoughtWord): void {
    let node = this.root;
    let characters = 0;
    for (const character of word) {
      const point = foldOf(character.codePointAt(0) ?? INVALID);
      const next = node.next.get(point) ?? newNode();
      node.next.set(point, next);
      node = next;
      characters += 1;
    }
    if (characters === 0) return;
    const exactly = ignoreCase ? null : new TextEncoder().encode(word);
    node.endings.push({ rule, characters, exactly });
  }

  /** Breadth first: what a node falls back to is shorter, and linked before it. */
  private link(): void {
    const queue: Node[] = [this.root];
    for (const node of queue) {
      for (const [point, next] of node.next) {
        const fallback = node.fallback === null ? this.root : this.step(node.fallback, point);
        next.fallback = fallback;
        next.ending = fallback.endings.length > 0 ? fallback : fallback.ending;
        queue.push(next);
      }
    }
  }
}

function newNode(): Node {
  return { next: new Map(), endings: [], fallback: null, ending: null };
}

function collect(
  from: Node,
  { text, end, hits }: { readonly text: Uint8Array; readonly end: number; readonly hits: Hit[] },
): void {
  for (let node: Node | null = from; node !== null; node = node.ending) {
    for (const { rule, characters, exactly } of node.endings) {
      const start = startOf(text, end, characters);
      if (exactly === null || isSame(text.subarray(start, end), exactly)) {
        hits.push({ rule, start, end });
      }
    }
  }
}

function startOf(text: Uint8Array, end: number, characters: number): number {
  let at = end;
  for (let left = characters; left > 0; left -= 1) {
    at -= 1;
    while (at > 0 && ((text[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  }
  return at;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, at) => byte === other[at]);
}

/** The character at a byte; INVALID where there is none. */
function codePointAt(text: Uint8Array, at: number): number {
  const first = text[at] ?? 0;
  if (first < 0x80) return first;
  const width = widthAfter(first);
  if (width === 0 || at + width > text.byteLength) return INVALID;
  let point = first & (0xff >> (width + 1));
  for (let next = 1; next < width; next += 1) {
    const byte = text[at + next] ?? 0;
    if ((byte & 0xc0) !== 0x80) return INVALID;
    point = (point << 6) | (byte & 0x3f);
  }
  return widthOf(point) === width ? point : INVALID;
}

/** Bytes of a character that begins with this one; 0: none does. */
function widthAfter(first: number): number {
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

function widthOf(point: number): number {
  if (point < 0x80) return 1; // One byte of what is no UTF-8, too.
  if (point < 0x800) return 2;
  return point < 0x1_0000 ? 3 : 4;
}

const ASCII_FOLDS = Uint8Array.from({ length: 0x80 }, (_, point) =>
  point >= 0x41 && point <= 0x5a ? point + 0x20 : point,
);

/** The same for all capitals and small letters of one letter, ſ and ς included. */
function foldOf(point: number): number {
  if (point < 0) return INVALID;
  if (point < 0x80) return ASCII_FOLDS[point] ?? point;
  const upper = single(String.fromCodePoint(point).toUpperCase(), point);
  return single(String.fromCodePoint(upper).toLowerCase(), upper);
}

/** A letter that becomes several, as ß, stays itself. */
function single(text: string, otherwise: number): number {
  const point = text.codePointAt(0) ?? otherwise;
  return String.fromCodePoint(point) === text ? point : otherwise;
}
