import type { SignInId } from "@/domain/people/user";

/** Tells open sockets and running sessions at once that the sign-in behind them is over. */
export interface SignInWatch {
  announce(signInId: SignInId, because: string): void;
  /** Returns the function that stops listening. */
  onEnded(listener: (signInId: SignInId, because: string) => void): () => void;
}

export function makeSignInWatch(): SignInWatch {
  const listeners = new Set<(signInId: SignInId, because: string) => void>();
  return {
    announce(signInId, because) {
      for (const listener of [...listeners]) listener(signInId, because);
    },
    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
