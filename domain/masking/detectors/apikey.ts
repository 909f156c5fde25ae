import {
  byteAt,
  digitRun,
  isCapital,
  isDigit,
  isToken,
  isWord,
  standsAt,
  startsFresh,
} from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

/** Prefixes of keys that go on in word bytes, with how many at least. */
const WORD_KEYS: readonly (readonly [string, number])[] = [
  ...(["ghp_", "gho_", "ghu_", "ghs_", "ghr_"] as const).map((prefix) => [prefix, 36] as const),
  ["github_pat_", 36],
  ["ghk_", 20], // Our own.
  ...(["sk_live_", "sk_test_", "rk_live_", "rk_test_"] as const).map(
    (prefix) => [prefix, 16] as const,
  ),
];
/** Of Amazon: long-lived and temporary. */
const AMAZON = ["AKIA", "ASIA"];
const AMAZON_BYTES = 20;
const GOOGLE = "AIza";
const GOOGLE_BYTES_MIN = 39;
const SLACK_LETTERS = "abeoprs";
const SLACK_BYTES_MIN = 16;

/**
 *   apikey = ("AKIA" / "ASIA") 16(capital / DIGIT)                  Amazon
 *          | ("ghp_" …) 36*word | "github_pat_" 36*word             GitHub
 *          | ("sk" / "rk") "_" ("live" / "test") "_" 16*word        Stripe
 *          | "ghk_" 20*word                                         Gatehouse
 *          | "AIza" 35*token                                        Google
 *          | ("xox" letter / "xapp") "-" (4DIGIT / DIGIT "-") *token  Slack, 16 bytes       token = word or "-"
 *
 * The vendors' own prefixes. A longer key than the vendor's is found too: forms grow.
 */
export const apiKeyDetector: Detector = {
  kind: "apikey",
  matchAt(text, at) {
    if (!startsFresh(text, at)) return NO_MATCH;
    return Math.max(wordKeyEnd(text, at), amazonEnd(text, at), tokenKeyEnd(text, at));
  },
};

function wordKeyEnd(text: Uint8Array, at: number): number {
  const key = WORD_KEYS.find(([prefix]) => standsAt(text, at, prefix));
  if (key === undefined) return NO_MATCH;
  const [prefix, rest] = key;
  const end = runEnd(text, at, isWord);
  return end - at >= prefix.length + rest ? end : NO_MATCH;
}

function amazonEnd(text: Uint8Array, at: number): number {
  if (!AMAZON.some((prefix) => standsAt(text, at, prefix))) return NO_MATCH;
  const end = runEnd(text, at, (byte) => isDigit(byte) || isCapital(byte));
  return end - at === AMAZON_BYTES && !isWord(byteAt(text, end)) ? end : NO_MATCH;
}

function tokenKeyEnd(text: Uint8Array, at: number): number {
  const slack = isSlack(text, at) ? SLACK_BYTES_MIN : 0;
  const least = standsAt(text, at, GOOGLE) ? GOOGLE_BYTES_MIN : slack;
  const end = least === 0 ? at : runEnd(text, at, isToken);
  return least > 0 && end - at >= least ? end : NO_MATCH;
}

function isSlack(text: Uint8Array, at: number): boolean {
  const letter = String.fromCharCode(byteAt(text, at + 3));
  const isBot = standsAt(text, at, "xox") && SLACK_LETTERS.includes(letter);
  if (!isBot && !standsAt(text, at, "xapp")) return false;
  if (byteAt(text, at + 4) !== 0x2d) return false;
  const digits = digitRun(text, at + 5);
  return digits >= 4 || (digits === 1 && byteAt(text, at + 6) === 0x2d);
}

function runEnd(text: Uint8Array, from: number, is: (byte: number) => boolean): number {
  let end = from;
  while (is(byteAt(text, end))) end += 1;
  return end;
}
