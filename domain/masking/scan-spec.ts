import { byteAt, isDigit, isHex } from "./byte-class";
import { aadhaarDetector } from "./detectors/aadhaar";
import { ahvDetector } from "./detectors/ahv";
import { apiKeyDetector } from "./detectors/apikey";
import { bicDetector } from "./detectors/bic";
import { birthdateDetector } from "./detectors/birthdate";
import { bsnDetector } from "./detectors/bsn";
import { cardDetector } from "./detectors/card";
import { cnpjDetector } from "./detectors/cnpj";
import { codiceDetector } from "./detectors/codice";
import { cpfDetector } from "./detectors/cpf";
import type { Detector } from "./detectors/detector";
import { dniDetector } from "./detectors/dni";
import { emailDetector } from "./detectors/email";
import { ibanDetector } from "./detectors/iban";
import { ipDetector } from "./detectors/ip";
import { jwtDetector } from "./detectors/jwt";
import { licenceDetector } from "./detectors/licence";
import { loginDetector } from "./detectors/login";
import { macDetector } from "./detectors/mac";
import { mbiDetector } from "./detectors/mbi";
import { nhsDetector } from "./detectors/nhs";
import { ninoDetector } from "./detectors/nino";
import { nirDetector } from "./detectors/nir";
import { passportDetector } from "./detectors/passport";
import { pemDetector } from "./detectors/pem";
import { personIdDetector } from "./detectors/personid";
import { phoneDetector } from "./detectors/phone";
import { sinDetector } from "./detectors/sin";
import { ssnDetector } from "./detectors/ssn";
import { taxIdDetector } from "./detectors/taxid";
import { vatDetector } from "./detectors/vat";
import { walletDetector } from "./detectors/wallet";
import type { MaskKind } from "./masking-rule";

/** A value found: bytes `start` (inclusive) to `end` (exclusive). */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: MaskKind;
}

const DETECTORS: readonly Detector[] = [
  emailDetector,
  ssnDetector,
  personIdDetector,
  cardDetector,
  ibanDetector,
  nhsDetector,
  phoneDetector,
  ipDetector,
  jwtDetector,
  pemDetector,
  apiKeyDetector,
  macDetector,
  nirDetector,
  dniDetector,
  ninoDetector,
  codiceDetector,
  cpfDetector,
  cnpjDetector,
  aadhaarDetector,
  sinDetector,
  loginDetector,
  vatDetector,
  taxIdDetector,
  ahvDetector,
  bsnDetector,
  bicDetector,
  birthdateDetector,
  passportDetector,
  licenceDetector,
  walletDetector,
  mbiDetector,
];

const BACKSLASH = 0x5c;
const LOWER_X = 0x78;

/**
 * What content masking means, in plain TypeScript: the specification of the compiled engine, which
 * finds the very same spans in any bytes.
 *
 * Of the values that the detectors know, the leftmost is taken, of several at one place the longest,
 * of several equally long the first in the order of kinds; then the search goes on behind it.
 * Bytes written as hex digits behind a backslash and "x" (bytea) are searched too; when they hold a
 * value, the backslash and all digits are one span of the kind of their first value.
 */
export function findSpans(text: Uint8Array, kinds: readonly MaskKind[]): readonly Span[] {
  return spansBy(
    text,
    DETECTORS.filter(({ kind }) => kinds.includes(kind)),
    true,
  );
}

function spansBy(text: Uint8Array, detectors: readonly Detector[], withHex: boolean): Span[] {
  const spans: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const span = (withHex ? hexSpanAt(text, at, detectors) : null) ?? spanAt(text, at, detectors);
    if (span !== null) spans.push(span);
    at = span === null ? at + 1 : span.end;
  }
  return spans;
}

function spanAt(text: Uint8Array, at: number, detectors: readonly Detector[]): Span | null {
  let found: Span | null = null;
  for (const detector of detectors) {
    const end = detector.matchAt(text, at);
    if (end > (found?.end ?? at)) found = { start: at, end, kind: detector.kind };
  }
  return found;
}

function hexSpanAt(text: Uint8Array, at: number, detectors: readonly Detector[]): Span | null {
  if (byteAt(text, at) !== BACKSLASH || byteAt(text, at + 1) !== LOWER_X) return null;
  let end = at + 2;
  while (isHex(byteAt(text, end))) end += 1;
  const [first] = spansBy(decodeHex(text.subarray(at + 2, end)), detectors, false);
  return first === undefined ? null : { start: at, end, kind: first.kind };
}

/** An odd digit at the end is no byte. */
function decodeHex(digits: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: digits.length >> 1 }, (_, index) => {
    const high = hexValue(byteAt(digits, 2 * index));
    return 16 * high + hexValue(byteAt(digits, 2 * index + 1));
  });
}

function hexValue(byte: number): number {
  return isDigit(byte) ? byte - 0x30 : (byte | 0x20) - 0x61 + 10;
}
