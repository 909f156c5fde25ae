/** Tells this gateway's pages that something about a request changed, here or in another gateway. */
export class RequestWatch {
  private readonly listeners = new Set<(requestId: string) => void>();

  announce(requestId: string): void {
    for (const listener of [...this.listeners]) listener(requestId);
  }

  /** Returns the function that stops listening. */
  onChanged(listener: (requestId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
