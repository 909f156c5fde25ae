import type { ParsedText, StatementFacts } from "../facts";
import { factsOfCommand } from "./facts-of-command";
import { wordsOfLine } from "./words";

/** Larger texts are of unknown effect, as for PostgreSQL. */
const TEXT_CHARACTERS_MAX = 1024 * 1024;
const COMMANDS_MAX = 10_000;
const UNPARSED: ParsedText = { kind: "unparsed", position: null };

/** One command a line, as redis-cli reads them. It knows no comments and no words over two lines. */
export function parseRedis(text: string): ParsedText {
  if (text.length > TEXT_CHARACTERS_MAX || text.includes("\0")) return UNPARSED;
  const statements: StatementFacts[] = [];
  const encoder = new TextEncoder();
  let [start, startByte] = [0, 0];
  for (const line of text.split("\n")) {
    const words = wordsOfLine(line);
    if (words === null || statements.length === COMMANDS_MAX) return UNPARSED;
    const [end, endByte] = [start + line.length, startByte + encoder.encode(line).byteLength];
    if (words.length > 0) {
      statements.push({ ...factsOfCommand(words), startByte, endByte, start, end });
    }
    [start, startByte] = [end + 1, endByte + 1];
  }
  return { kind: "parsed", statements };
}
