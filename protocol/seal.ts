import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { ProtocolProblem } from "./problem";

/**
 * A credential sealed to one agent process and one session: X25519 with a key of this process that
 * lives for a number of boxes, HKDF-SHA256, AES-256-GCM with a fresh nonce. The context (id of the session or test) is authenticated, so a box that
 * was meant for one session opens in no other. Layout before base64:
 *
 *   u8 version · 32 bytes public key of the sender · 12 bytes nonce · 16 bytes tag · sealed bytes
 */
const SEAL_VERSION = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_BYTES + NONCE_BYTES + TAG_BYTES;
const SEALED_CHARACTERS_MAX = 8 * 1024;
const INFO = "gatehouse seal 1";
/** Agreeing on a key costs more than a short statement: what was agreed is used again, so often. */
const BOXES_OF_KEY_MAX = 1_000;
const KEYS_KEPT_MAX = 64;
/** DER of an X25519 public key but for its 32 raw bytes (RFC 8410). */
const SPKI_PREFIX = Buffer.from("302a300506032b656e032100", "hex");

export interface SealKeys {
  /** Base64 of the 32 raw bytes: what an agent announces in its hello. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

export function makeSealKeys(): SealKeys {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  return { publicKey: rawPublicKey(publicKey).toString("base64"), privateKey };
}

/** Throws a ProtocolProblem when the public key is none. */
export function sealTo(publicKeyBase64: string, context: string, plain: string): string {
  const { ownPublic, key } = senderOf(publicKeyBase64);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context, "utf8"));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  const version = Buffer.of(SEAL_VERSION);
  return Buffer.concat([version, ownPublic, nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** Throws a ProtocolProblem when the box is for another key or context, or was altered. */
export function openSealed(privateKey: KeyObject, context: string, box: string): string {
  if (box.length > SEALED_CHARACTERS_MAX) throw new ProtocolProblem("a sealed box too large");
  const bytes = Buffer.from(box, "base64");
  if (bytes.byteLength < HEADER_BYTES || bytes[0] !== SEAL_VERSION) {
    throw new ProtocolProblem("not a sealed box");
  }
  const boxKey = bytes.subarray(1, 1 + KEY_BYTES);
  const nonce = bytes.subarray(1 + KEY_BYTES, 1 + KEY_BYTES + NONCE_BYTES);
  const tag = bytes.subarray(1 + KEY_BYTES + NONCE_BYTES, HEADER_BYTES);
  const key = keyOfBoxes(privateKey, boxKey);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context, "utf8"));
    decipher.setAuthTag(tag);
    const plain = Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES)), decipher.final()]);
    return plain.toString("utf8");
  } catch {
    throw new ProtocolProblem("a sealed box that does not open here");
  }
}

interface Sender {
  readonly ownPublic: Buffer;
  readonly key: Uint8Array;
  boxes: number;
}

/** By the recipient's public key. Only in memory, like both private keys. */
const senders = new Map<string, Sender>();

function senderOf(publicKeyBase64: string): Sender {
  const known = senders.get(publicKeyBase64);
  if (known !== undefined && known.boxes < BOXES_OF_KEY_MAX) {
    known.boxes += 1;
    return known;
  }
  const recipient = Buffer.from(publicKeyBase64, "base64");
  const own = generateKeyPairSync("x25519");
  const ownPublic = rawPublicKey(own.publicKey);
  const key = agree({ secret: own.privateKey, other: recipient, boxKey: ownPublic, recipient });
  const sender = { ownPublic, key, boxes: 1 };
  keep(senders, publicKeyBase64, sender);
  return sender;
}

/** By the recipient's private key, then by the sender's public key. */
const agreed = new WeakMap<KeyObject, Map<string, Uint8Array>>();

function keyOfBoxes(privateKey: KeyObject, boxKey: Buffer): Uint8Array {
  const keys = agreed.get(privateKey) ?? new Map<string, Uint8Array>();
  agreed.set(privateKey, keys);
  const name = boxKey.toString("base64");
  const known = keys.get(name);
  if (known !== undefined) return known;
  const recipient = rawPublicKey(createPublicKey(privateKey));
  const key = agree({ secret: privateKey, other: boxKey, boxKey, recipient });
  keep(keys, name, key);
  return key;
}

function keep<T>(map: Map<string, T>, name: string, value: T): void {
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > KEYS_KEPT_MAX && oldest !== undefined) map.delete(oldest);
}

interface Agreement {
  readonly secret: KeyObject;
  readonly other: Uint8Array;
  readonly boxKey: Uint8Array;
  readonly recipient: Uint8Array;
}

function agree({ secret, other, boxKey, recipient }: Agreement): Uint8Array {
  if (other.byteLength !== KEY_BYTES) throw new ProtocolProblem("not an X25519 public key");
  try {
    const der = Buffer.concat([SPKI_PREFIX, other]);
    const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
    const shared = diffieHellman({ privateKey: secret, publicKey });
    const salt = Buffer.concat([boxKey, recipient]);
    return new Uint8Array(hkdfSync("sha256", shared, salt, INFO, KEY_BYTES));
  } catch {
    throw new ProtocolProblem("no key agreement with this public key");
  }
}

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: "der", type: "spki" }).subarray(SPKI_PREFIX.byteLength);
}
