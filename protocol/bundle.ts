import { PARSER_LIMITS } from "./one-frame-parser";

const BUNDLE_LIMITS = {
  framesMax: PARSER_LIMITS.binariesMax,
  /** A bundle this large leaves at once: joining saves writes, and a large one has nothing to save. */
  bytesMax: 64 * 1024,
  waitMsMax: 10,
} as const;

export interface Bundled {
  readonly sessionId: string;
  readonly frame: Uint8Array;
}

/**
 * Joins the frames of one session that are sent in one turn of the event loop into one message. A
 * write to a socket costs more than a short result: four frames are four writes, and four times a
 * process at the other end is woken. Nothing waits for time to pass, and the order stays.
 */
export class Bundle<Item extends Bundled> {
  readonly #send: (sessionId: string, items: readonly Item[]) => void;
  #items: Item[] = [];
  #bytes = 0;
  #later: NodeJS.Timeout | null = null;
  #turn: NodeJS.Immediate | null = null;

  constructor(send: (sessionId: string, items: readonly Item[]) => void) {
    this.#send = send;
  }

  /** `inNoHurry`: it may wait a moment for others to travel with. */
  add(item: Item, inNoHurry = false): void {
    if (this.#items[0] !== undefined && this.#items[0].sessionId !== item.sessionId) this.flush();
    this.#items.push(item);
    this.#bytes += item.frame.byteLength;
    const full = this.#items.length >= BUNDLE_LIMITS.framesMax;
    if (full || this.#bytes >= BUNDLE_LIMITS.bytesMax) this.flush();
    else if (inNoHurry) this.#later ??= setTimeout(() => this.flush(), BUNDLE_LIMITS.waitMsMax);
    else this.#turn ??= setImmediate(() => this.flush());
  }

  flush(): void {
    const items = this.#items;
    const [first] = items;
    this.#forget();
    if (first !== undefined) this.#send(first.sessionId, items);
  }

  /** What waits is not sent: of this session, or of whichever it is. */
  drop(sessionId?: string): void {
    const [first] = this.#items;
    if (sessionId === undefined || first?.sessionId === sessionId) this.#forget();
  }

  #forget(): void {
    if (this.#turn !== null) clearImmediate(this.#turn);
    this.#turn = null;
    if (this.#later !== null) clearTimeout(this.#later);
    this.#later = null;
    this.#items = [];
    this.#bytes = 0;
  }
}
