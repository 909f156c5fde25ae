import { createRequire } from "node:module";
import path from "node:path";
import type { MaskKind } from "@/domain/masking/masking-rule";
import type { Span } from "@/domain/masking/scan-spec";
import { installPackage } from "../../install-package";
import { type Redactor, spanOfBytes } from "./redactor";

const SPEC = "redact-pii@3.4.0";

/** What it writes in place of one of our kinds. */
const KINDS: ReadonlyMap<string, MaskKind> = new Map([
  ["EMAIL_ADDRESS", "email"],
  ["PHONE_NUMBER", "phone"],
  ["US_SOCIAL_SECURITY_NUMBER", "ssn"],
  ["CREDIT_CARD_NUMBER", "card"],
  ["IP_ADDRESS", "ip"],
]);
/** What it writes in place of other things, which is neither right nor wrong. */
const OTHERS = "CREDENTIALS PERSON_NAME PASSWORD STREET_ADDRESS USERNAME ZIPCODE URL DIGITS".split(
  " ",
);
const WRITTEN = new RegExp(`((?:${[...KINDS.keys(), ...OTHERS].join("|")})+)`);

interface SyncRedactor {
  redact(text: string): string;
}

/** Its synchronous redactor with everything that is on out of the box, which is its best mode. */
export function loadRedactPii(): Redactor {
  const folder = installPackage(SPEC);
  const load = createRequire(path.join(folder, "package.json"));
  const { SyncRedactor: Made }: { SyncRedactor: new () => SyncRedactor } = load("redact-pii");
  const redactor = new Made();
  return {
    name: "redact-pii 3.4.0",
    kinds: [...KINDS.values()],
    redact: async (text) => redactor.redact(text),
    spansOf: async (text) => alignedSpans(text, redactor.redact(text)),
  };
}

/**
 * It says only what a text became, so where a value stood is told by what stands between them: each
 * piece is looked for behind the one before it.
 */
export function alignedSpans(text: string, redacted: string): readonly Span[] {
  const parts = redacted.split(WRITTEN);
  const spans: Span[] = [];
  let at = (parts[0] ?? "").length;
  for (let index = 1; index < parts.length; index += 2) {
    const next = parts[index + 1] ?? "";
    const isLast = index + 2 >= parts.length;
    const end = isLast ? text.length - next.length : text.indexOf(next, at + 1);
    if (end < at) return spans;
    const kind = KINDS.get(parts[index] ?? "");
    if (kind !== undefined) spans.push(spanOfBytes(text, [at, end], kind));
    at = end + next.length;
  }
  return spans;
}
