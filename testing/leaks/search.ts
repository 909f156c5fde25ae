import { cellAt, indexRows } from "@/domain/rows/row-format";
import type { ReceivedSession } from "../fake-gateway";

/** A way to write a value that a search would miss if it knew the value alone. */
type Encoding = (value: string) => string;

const codes = (value: string) => [...value].map((one) => one.charCodeAt(0));
/** Base64 of the middle of a longer text: what it has in common wherever the value stands. */
const base64In = (shift: number) => (value: string) => {
  const text = Buffer.from("x".repeat(shift) + value).toString("base64");
  return text.slice(shift === 0 ? 0 : 4, 4 * Math.floor((value.length + shift) / 3));
};

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  plain: (value) => value,
  upper: (value) => value.toUpperCase(),
  reversed: (value) => [...value].reverse().join(""),
  hex: (value) => Buffer.from(value).toString("hex"),
  "hex in upper case": (value) => Buffer.from(value).toString("hex").toUpperCase(),
  base64: base64In(0),
  "base64, shifted by one": base64In(1),
  "base64, shifted by two": base64In(2),
  url: (value) =>
    codes(value)
      .map((code) => `%${code.toString(16)}`)
      .join(""),
  json: (value) =>
    codes(value)
      .map((code) => `\\u00${code.toString(16)}`)
      .join(""),
  octal: (value) =>
    codes(value)
      .map((code) => `\\${code.toString(8)}`)
      .join(""),
};

/** What of the values can be found in what left the agent: nothing, when it is well. */
export function findLeaks(session: ReceivedSession, values: readonly string[]): string[] {
  const columns = columnsOf(session);
  const text = [session.text(), ...columns].join("\n");
  const lower = text.toLowerCase();
  const letters = `${columns.join("|")}${session.text()}`.toLowerCase().replaceAll(/[^a-z|]/g, "");
  const numbers = columns.map((column) => column.replaceAll(/[^0-9]+/g, " "));
  return values.flatMap((value) => {
    const found = Object.entries(ENCODINGS)
      .filter(([, encode]) => text.includes(encode(value)))
      .map(([name]) => `${value} (${name})`);
    const isSpread = letters.includes(value) || lower.includes(value);
    const isCounted = numbers.some((column) => column.includes(codes(value).join(" ")));
    return [
      ...found,
      ...(isSpread ? [`${value} (with other characters between)`] : []),
      ...(isCounted ? [`${value} (as numbers)`] : []),
    ];
  });
}

/** The cells of each column one behind the other: a value may come in pieces. */
function columnsOf(session: ReceivedSession): string[] {
  const columns = new Map<string, string[]>();
  for (const { kind, payload, rows, result } of session.frames) {
    if (kind !== "rows") continue;
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    for (const row of indexRows(payload, rows)) {
      const count = view.getUint16(row + 5);
      for (let column = 0; column < count; column += 1) {
        const range = cellAt(view, row, column);
        const cell = range === null ? "" : payload.subarray(range.start, range.end);
        const key = `${result} ${column}`;
        columns.set(key, [...(columns.get(key) ?? []), Buffer.from(cell).toString("latin1")]);
      }
    }
  }
  return [...columns.values()].flatMap((cells) => [cells.join(""), cells.join(" ")]);
}

/** All that left the agent but what names the database's own objects by number, however it was cut into frames. */
export function saidOf(session: ReceivedSession): string {
  const numbers = /("relationId":|"typeId":|"oid:)\d+/g;
  const said = session.frames.map(({ kind, payload }) => {
    const text = Buffer.from(payload).toString("latin1");
    return kind === "rows" ? text : `\n${text}\n`;
  });
  return said.join("").replaceAll(numbers, (_, word: string) => `${word}0`);
}
