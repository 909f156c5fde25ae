import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { BrokenInvariant, invariant } from "@/domain/invariant";
import type { Secrets } from "./secrets";

/**
 * A box, byte by byte:
 *
 *   0      version, 1
 *   1–4    key id: the first bytes of SHA-256 over the box key, so that a wrong key is named, not guessed
 *   5–16   nonce, random
 *   17–32  tag
 *   33–    AES-256-GCM of the text in UTF-8
 *
 * Authenticated with it: bytes 0–4 and the purpose. 2^32 boxes a key is where random nonces end;
 * a gateway writes one for each connection and sign-in.
 */
const VERSION = 1;
const HEADER_BYTES = 5;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
export const BOX_BYTES_MIN = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;

/** `masterKey` is 32 bytes; it encrypts nothing itself, every use has a key derived from it. */
export function secretsWith(masterKey: Uint8Array): Secrets {
  invariant(masterKey.length === KEY_BYTES, "a master key is 32 bytes");
  const boxKey = deriveKey(masterKey, "box");
  const keyId = createHash("sha256")
    .update(boxKey)
    .digest()
    .subarray(0, HEADER_BYTES - 1);
  const header = Buffer.from([VERSION, ...keyId]);

  return {
    seal(purpose, plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", boxKey, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.concat([header, Buffer.from(purpose)]));
      const data = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), data]);
    },
    open(purpose, box) {
      invariant(box.length >= BOX_BYTES_MIN, "a box is whole");
      const bytes = Buffer.from(box);
      invariant(bytes[0] === VERSION, "a box is of a version that this release knows");
      const isOurs = bytes.subarray(0, HEADER_BYTES).equals(header);
      invariant(isOurs, "a box was sealed with the key that is here");
      const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
      const cipher = createDecipheriv("aes-256-gcm", boxKey, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.concat([header, Buffer.from(purpose)]));
      cipher.setAuthTag(bytes.subarray(HEADER_BYTES + NONCE_BYTES, BOX_BYTES_MIN));
      const plain = cipher.update(bytes.subarray(BOX_BYTES_MIN));
      return Buffer.concat([plain, finish(cipher)]).toString("utf8");
    },
    derive: (use) => deriveKey(masterKey, `derive/${use}`).toString("hex"),
  };
}

function finish(cipher: { final(): Buffer }): Buffer {
  try {
    return cipher.final();
  } catch (error) {
    const promise = "a box is unaltered and opened for the purpose it was sealed for";
    throw new BrokenInvariant(promise, { cause: error });
  }
}

function deriveKey(masterKey: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", masterKey, "gatehouse", use, KEY_BYTES));
}
