/**
 * Tells this gateway's pages that something about a request changed, here or in another gateway.
 * `null`: some may have changed, and nobody knows which.
 */
export class RequestWatch {
  private readonly listeners = new Set<(requestId: string | null) => void>();

  announce(requestId: string | null): void {
    for (const listener of [...this.listeners]) listener(requestId);
  }

  /** Returns the function that stops listening. */
  onChanged(listener: (requestId: string | null) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
