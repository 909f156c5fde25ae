import { createHash } from "node:crypto";
import type { SeededRandom } from "../personal-data";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** An address of Bitcoin, in its three forms, or of Ethereum, in small letters or in both. */
export function walletAddress(random: SeededRandom): string {
  return random.pick([base58, segwit, ethereum])(random);
}

function ethereum(random: SeededRandom): string {
  const digits = random.hex(40);
  const mixed = digits.replace(/[a-f]/g, (one) => (random.int(2) === 0 ? one : one.toUpperCase()));
  return `0x${random.pick([digits, mixed])}`;
}

function base58(random: SeededRandom): string {
  const payload = Buffer.from(`${random.pick(["00", "05"])}${random.hex(40)}`, "hex");
  const check = sha256(sha256(payload)).subarray(0, 4);
  let number = BigInt(`0x${Buffer.concat([payload, check]).toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = BASE58.charAt(Number(number % 58n)) + text;
  // One digit for each byte that is zero in front.
  const zeros = [...payload].findIndex((byte) => byte !== 0);
  return "1".repeat(zeros) + text;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function segwit(random: SeededRandom): string {
  const [version, length, wanted] = random.pick([
    [0, 32, 1],
    [0, 52, 1],
    [1, 52, 0x2bc830a3],
  ] as const);
  const data = [version, ...Array.from({ length }, () => random.int(32))];
  const check = polymod([3, 3, 0, 2, 3, ...data, 0, 0, 0, 0, 0, 0]) ^ wanted;
  const checks = Array.from({ length: 6 }, (_, at) => (check >>> (5 * (5 - at))) & 31);
  return `bc1${[...data, ...checks].map((value) => BECH32.charAt(value)).join("")}`;
}

function polymod(values: readonly number[]): number {
  return values.reduce((check, value) => {
    const shifted = ((check & 0x1ffffff) << 5) ^ value;
    return GENERATORS.reduce(
      (sum, one, bit) => (((check >>> 25) >>> bit) & 1 ? sum ^ one : sum),
      shifted,
    );
  }, 1);
}
