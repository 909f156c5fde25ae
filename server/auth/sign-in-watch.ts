import type { Actor, CameBy } from "@/domain/people/user";

/** Tells open sockets and running sessions at once that the sign-in, or the API key, behind them is over. */
export interface SignInWatch {
  announce(signInId: CameBy, because: string): void;
  /** Returns the function that stops listening. */
  onEnded(listener: (signInId: CameBy, because: string) => void): () => void;
  /** Tells whoever watches this person's sign-in what its rights are now. */
  announceRights(actor: Actor): void;
  /** The listener hears, about once a second, what its person is by now. Returns how to stop. */
  onRights(signInId: CameBy, listener: (actor: Actor) => void): () => void;
  /** The sign-ins whose rights somebody listens to. */
  watched(): CameBy[];
}

export function makeSignInWatch(): SignInWatch {
  const listeners = new Set<(signInId: CameBy, because: string) => void>();
  const watchers = new Map<CameBy, Set<(actor: Actor) => void>>();
  return {
    announce(signInId, because) {
      for (const listener of [...listeners]) listener(signInId, because);
    },
    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announceRights(actor) {
      for (const listener of [...(watchers.get(actor.signInId) ?? [])]) listener(actor);
    },
    onRights(signInId, listener) {
      const own = watchers.get(signInId) ?? new Set();
      watchers.set(signInId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && watchers.get(signInId) === own) watchers.delete(signInId);
      };
    },
    watched: () => [...watchers.keys()],
  };
}
