import type { RequestState } from "@/domain/requests/request";

/** `state`: to which it came; null when it stays in its own, or nobody knows. */
export interface RequestChanged {
  readonly requestId: string;
  readonly state: RequestState | null;
}

type Listener = (change: RequestChanged | null) => void;

/**
 * Tells this gateway's pages that something about a request changed, here or in another gateway.
 * `null`: some may have changed, and nobody knows which.
 */
export class RequestWatch {
  private readonly listeners = new Set<Listener>();

  announce(change: RequestChanged | null): void {
    for (const listener of [...this.listeners]) listener(change);
  }

  /** Returns the function that stops listening. */
  onChanged(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
