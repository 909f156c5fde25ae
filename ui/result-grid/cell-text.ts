export const cellLimits = {
  /** Bytes of a cell that are decoded to show it in its row. */
  previewBytesMax: 1_024,
  previewCharsMax: 300,
  /** Bytes of a cell that the viewer shows as text. */
  viewerBytesMax: 1024 * 1024,
  /** Bytes of a cell that the viewer shows as numbers. */
  hexBytesMax: 64 * 1024,
  /** Text the viewer lays out as JSON. */
  jsonCharsMax: 256 * 1024,
} as const;

const lenient = new TextDecoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export interface Preview {
  readonly text: string;
  /** There is more than is shown. */
  readonly cut: boolean;
}

/** A cell on one line: short, and every control character as a visible sign. */
export function previewOf(bytes: Uint8Array): Preview {
  const head = bytes.subarray(0, cellLimits.previewBytesMax);
  // A character cut in half at the end of the head is left out, not shown as broken.
  const cutBytes = head.byteLength < bytes.byteLength;
  const decoded = cutBytes
    ? new TextDecoder().decode(head, { stream: true })
    : lenient.decode(head);
  const cut = cutBytes || decoded.length > cellLimits.previewCharsMax;
  return { text: visible(decoded.slice(0, cellLimits.previewCharsMax)), cut };
}

const lineBreak = /\r\n|\n|\r/g;
const control = /\p{Cc}/gu;
const needsSigns = new RegExp(control.source, "u");

function visible(text: string): string {
  if (!needsSigns.test(text)) return text;
  return text.replace(lineBreak, "↵").replace(control, (sign) => {
    if (sign === "\t") return "⇥";
    const code = sign.charCodeAt(0);
    // Unicode has a picture for each of the first 32 and for DEL, none for those after it.
    if (code > 0x7f) return "\ufffd";
    return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
  });
}

export type CellContent =
  | { readonly kind: "text"; readonly text: string; readonly cut: boolean }
  | { readonly kind: "bytes" };

/** A whole cell as text, or the word that it is not text. */
export function contentOf(bytes: Uint8Array): CellContent {
  const cut = bytes.byteLength > cellLimits.viewerBytesMax;
  const shown = cut ? bytes.subarray(0, wholeCharacters(bytes, cellLimits.viewerBytesMax)) : bytes;
  try {
    return { kind: "text", text: strict.decode(shown), cut };
  } catch (error) {
    if (error instanceof TypeError) return { kind: "bytes" };
    throw error;
  }
}

/** The largest length up to `max` that does not split a UTF-8 character. */
function wholeCharacters(bytes: Uint8Array, max: number): number {
  let length = max;
  const isContinuation = () => ((bytes[length] ?? 0) & 0xc0) === 0x80;
  while (length > max - 4 && isContinuation()) length -= 1;
  return length;
}

/** JSON laid out over lines; `null` when the text is no object or list, or too long. */
export function prettyJson(text: string): string | null {
  const first = text.trimStart()[0];
  if ((first !== "{" && first !== "[") || text.length > cellLimits.jsonCharsMax) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Sixteen bytes a line: offset, numbers, and what is printable of them. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  const end = Math.min(bytes.byteLength, cellLimits.hexBytesMax);
  for (let at = 0; at < end; at += 16) {
    const row = [...bytes.subarray(at, Math.min(at + 16, end))];
    const numbers = row.map((byte) => byte.toString(16).padStart(2, "0"));
    const left = numbers.slice(0, 8).join(" ").padEnd(23);
    const right = numbers.slice(8).join(" ").padEnd(23);
    const signs = row.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : "·"));
    lines.push(`${at.toString(16).padStart(8, "0")}  ${left}  ${right}  ${signs.join("")}`);
  }
  return lines.join("\n");
}

export interface TextPart {
  readonly text: string;
  readonly masked: boolean;
  /** Where it starts in the text; its key in a list. */
  readonly at: number;
}

/** Splits a text at the placeholders that masking left in it. */
export function partsOf(text: string, placeholders: readonly string[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let plainFrom = 0;
  for (let at = text.indexOf("["); at !== -1; at = text.indexOf("[", at + 1)) {
    const found = placeholders.find((placeholder) => text.startsWith(placeholder, at));
    if (found === undefined) continue;
    if (at > plainFrom)
      parts.push({ text: text.slice(plainFrom, at), masked: false, at: plainFrom });
    parts.push({ text: found, masked: true, at });
    plainFrom = at + found.length;
  }
  if (plainFrom < text.length) {
    parts.push({ text: text.slice(plainFrom), masked: false, at: plainFrom });
  }
  return parts;
}
