import { createCipheriv, randomBytes } from "node:crypto";
import {
  type RecordCipher,
  type RecordingSeal,
  SALT_BYTES,
} from "@/domain/recording/recording-format";
import type { Secrets } from "../secrets/secrets";
import { chainHash } from "./chain-hash";

const KEY_BYTES = 32;
const BLOCK_BYTES = 16;

/**
 * Each recording has a key of its own, which lies in its file sealed with the master key (envelope
 * encryption): a new master key is a new box, and never a new recording.
 */
export interface RecordingKeys {
  create(sessionId: string): { readonly keyBox: Uint8Array; readonly seal: RecordingSeal };
  /** `null` when the box is not one of this session's and of a key that is here. */
  open(sessionId: string, keyBox: Uint8Array): RecordingSeal | null;
}

export function recordingKeys(secrets: Pick<Secrets, "seal" | "open">): RecordingKeys {
  return {
    create(sessionId) {
      const key = randomBytes(KEY_BYTES);
      const keyBox = secrets.seal(purposeOf(sessionId), key.toString("base64"));
      return { keyBox, seal: sealWith(key) };
    },
    open(sessionId, keyBox) {
      try {
        return sealWith(Buffer.from(secrets.open(purposeOf(sessionId), keyBox), "base64"));
      } catch {
        return null; // Altered, or of another master key: what it holds cannot be read either way.
      }
    },
  };
}

function purposeOf(sessionId: string): string {
  return `recording:${sessionId}`;
}

/** Of whoever begins to write: 2^64 of them, so that no two of one file are the same. */
export function newSalt(): Uint8Array {
  return randomBytes(SALT_BYTES);
}

function sealWith(key: Uint8Array): RecordingSeal {
  return { hash: chainHash, cipher: streamCipher(key) };
}

/**
 * AES-256 in counter mode: bytes keep their number, and a reader may begin anywhere. That nothing was
 * changed the chain's hashes say, which stand behind the frames and are encrypted with them.
 */
function streamCipher(key: Uint8Array): RecordCipher {
  return ({ salt, record, skipBytes }, parts) => {
    const counter = Buffer.alloc(BLOCK_BYTES);
    counter.set(salt);
    counter.writeUInt32BE(record, SALT_BYTES);
    counter.writeUInt32BE(Math.floor(skipBytes / BLOCK_BYTES), SALT_BYTES + 4);
    const cipher = createCipheriv("aes-256-ctr", key, counter);
    const skipped = skipBytes % BLOCK_BYTES;
    if (skipped > 0) cipher.update(new Uint8Array(skipped));
    return parts.map((part) => plainView(cipher.update(part)));
  };
}

/** Not a `Buffer`: whoever slices a frame means a copy. */
function plainView({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
