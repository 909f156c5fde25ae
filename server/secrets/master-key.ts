import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import type { Env } from "../env";
import { StartProblem } from "../start-problem";

const KEY_BYTES = 32;
const READABLE_BY_OTHERS = 0o077;

export function masterKeyFile(env: Env): string {
  return path.join(env.GATEHOUSE_DATA, "master.key");
}

/** The key from GATEHOUSE_MASTER_KEY or the key file; null when there is neither. */
export function findMasterKey(env: Env): Uint8Array | null {
  if (env.GATEHOUSE_MASTER_KEY !== undefined) {
    return parseKey(env.GATEHOUSE_MASTER_KEY, "GATEHOUSE_MASTER_KEY");
  }
  const file = masterKeyFile(env);
  if (!existsSync(file)) return null;
  if ((statSync(file).mode & READABLE_BY_OTHERS) !== 0) {
    throw new StartProblem(
      `The master key ${file} can be read by other users. Run: chmod 600 ${file}`,
    );
  }
  return parseKey(readFileSync(file, "utf8"), file);
}

/** On the disk before anything is sealed with it. Of two gateways that start at once, one makes it. */
export function makeMasterKey(env: Env): Uint8Array {
  const file = masterKeyFile(env);
  mkdirSync(env.GATEHOUSE_DATA, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, "wx", 0o600);
  try {
    writeSync(descriptor, `${randomBytes(KEY_BYTES).toString("base64")}\n`);
    fsyncSync(descriptor);
    linkSync(draft, file);
  } finally {
    closeSync(descriptor);
    rmSync(draft, { force: true });
  }
  return parseKey(readFileSync(file, "utf8"), file);
}

function parseKey(text: string, where: string): Uint8Array {
  const trimmed = text.trim();
  const isHex = /^[0-9a-fA-F]{64}$/.test(trimmed);
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed);
  const key = isHex || isBase64 ? Buffer.from(trimmed, isHex ? "hex" : "base64") : null;
  if (key?.length === KEY_BYTES) return key;
  throw new StartProblem(
    `${where} is no master key: it takes 32 bytes as 64 hex digits or as base64. Make one with: openssl rand -base64 32`,
  );
}
