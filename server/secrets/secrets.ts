/**
 * AES-256-GCM with the master key, which is never in the database. A box names the key that made it,
 * so that keys can be rotated; `purpose` is authenticated, so a box of one row opens in no other.
 */
export interface Secrets {
  seal(purpose: string, plain: string): Uint8Array;
  /** Throws BrokenInvariant when the box was altered, is of another purpose, or the key is not here. */
  open(purpose: string, box: Uint8Array): string;
  /** Key derived (HKDF) for another use, for example next-auth's cookie secret. Hex of 32 bytes. */
  derive(use: string): string;
}
