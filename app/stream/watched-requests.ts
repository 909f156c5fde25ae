import type { RequestState } from "@/domain/requests/request";
import type { StreamSocket } from "./gateway-stream";

type Listener = () => void;
/** `state`: to which it came; null when it stays in its own, or that is not known. */
export type RequestListener = (state: RequestState | null) => void;

/** What a page shows of requests: the gateway is told which, and tells what changed. */
export class WatchedRequests {
  readonly #socket: StreamSocket;
  readonly #ofAny = new Set<Listener>();
  readonly #of = new Map<string, Set<RequestListener>>();
  #isDue = false;

  constructor(socket: StreamSocket) {
    this.#socket = socket;
    socket.on("requests.changed", () => this.#tellAny());
    socket.on("request.changed", (requestId, state) => this.#tell(requestId, state));
    socket.on("connect", () => {
      // What changed while it was away was told to nobody.
      this.#tellAny();
      this.#watch();
    });
  }

  onAny(listener: Listener): () => void {
    this.#ofAny.add(listener);
    return () => this.#ofAny.delete(listener);
  }

  on(requestId: string, listener: RequestListener): () => void {
    const listeners = this.#of.get(requestId) ?? new Set();
    this.#of.set(requestId, listeners.add(listener));
    this.#watchSoon();
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      this.#of.delete(requestId);
      this.#watchSoon();
    };
  }

  /** Several that come and go as a page is drawn are one message. */
  #watchSoon(): void {
    if (this.#isDue || !this.#socket.connected) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#watch();
    });
  }

  /** Between being shown and being watched something may have happened: so all are told once it is. */
  #watch(): void {
    const requestIds = [...this.#of.keys()];
    if (!this.#socket.connected || requestIds.length === 0) return;
    this.#socket.emit("requests.watch", { requestIds }, () => {
      for (const id of requestIds) this.#tell(id, null);
    });
  }

  #tellAny(): void {
    for (const listener of [...this.#ofAny]) listener();
  }

  #tell(requestId: string, state: RequestState | null): void {
    for (const listener of [...(this.#of.get(requestId) ?? [])]) listener(state);
  }
}
