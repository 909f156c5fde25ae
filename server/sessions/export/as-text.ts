import {
  columnsPayload,
  completePayload,
  endPayload,
  eventPayload,
  failurePayload,
  inputPayload,
  noticePayload,
} from "@/protocol/payloads";
import { rowsOf, saidBy, type TimedFrame, textOf } from "./read-frames";

/** What stands above the transcript. */
export interface TranscriptHead {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/**
 * A recording as plain text: what was asked, what came back and what was said, each under its time.
 * Rows have a tab between cells; tabs, line breaks and backslashes in a cell are written as in
 * PostgreSQL's COPY, and a NULL is \N, so that every row is one line. Everything that came from
 * outside is indented: no statement and no row can pass for a line of ours.
 */
export async function* sessionAsText(
  { title, facts }: TranscriptHead,
  frames: AsyncIterable<TimedFrame>,
): AsyncGenerator<string> {
  const width = Math.max(...facts.map(([name]) => name.length));
  yield `${title}\n${facts.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join("")}`;
  for await (const { timeMs, frame } of frames) {
    if (frame.kind === "rows") yield [...rowsOf(frame)].map(rowLine).join("");
    else yield `\n--- ${instant(timeMs)} ${indented(wordsOf(frame))}\n`;
  }
}

function wordsOf(frame: TimedFrame["frame"]): string {
  const said = saidBy(frame);
  switch (frame.kind) {
    case "input":
      return `statement\n${inputPayload.parse(said).statement}`;
    case "columns": {
      const names = columnsPayload.parse(said).columns.map(({ name }) => escaped(name));
      return `result ${frame.result + 1}\n${names.join("\t")}`;
    }
    case "complete": {
      const { tag, rows } = completePayload.parse(said);
      return `${tag}: ${rows} ${rows === 1 ? "row" : "rows"} shown`;
    }
    case "notice": {
      const { severity, message, detail, hint } = noticePayload.parse(said);
      return lines(`${severity.toLowerCase()}: ${message}`, detail, hint);
    }
    case "failure": {
      const { message, detail, hint } = failurePayload.parse(said);
      return lines(`failed: ${message}`, detail, hint);
    }
    case "event": {
      const { event, because } = eventPayload.parse(said);
      return `${event}: ${because}`;
    }
    case "end": {
      const { state, code, because } = endPayload.parse(said);
      return lines(state, code, because);
    }
    case "rows":
      return "";
  }
}

function lines(...said: readonly (string | null)[]): string {
  return said.filter((one) => one !== null).join("\n");
}

const INDENT = "  ";

/** All lines but the first, which is ours. */
function indented(words: string): string {
  const lines = words.split(/\r\n|[\n\r\u2028\u2029\v\f\u0085]/).map((line) => inert(line));
  return lines.join(`\n${INDENT}`);
}

/** What a terminal obeys is shown instead; tabs stay. */
function inert(text: string): string {
  return text.replaceAll(/(?!\t)\p{Cc}/gu, asCode);
}

function asCode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function rowLine(cells: readonly (Uint8Array | null)[]): string {
  const texts = cells.map((cell) => (cell === null ? "\\N" : escaped(textOf(cell))));
  return `${INDENT}${texts.join("\t")}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
};

function escaped(text: string): string {
  const isRare = /[\\\p{Cc}\u2028\u2029]/gu;
  return text.replaceAll(isRare, (character) => ESCAPES[character] ?? asCode(character));
}

/** `1.204 s`: milliseconds are what a recording knows. */
function instant(timeMs: number): string {
  return `${(timeMs / 1_000).toFixed(3)} s`;
}
