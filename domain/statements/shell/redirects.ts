import type { StatementKind } from "../facts";
import type { Token } from "./tokens";
import type { Word } from "./word-reader";

const TO = new Set([">", ">>", ">|", "&>", "&>>", "<>", ">&"]);
const FROM = new Set(["<", "<<", "<<-", "<<<", "<&"]);

/** Whether a sign leads to a file or from one. */
export function isRedirect(sign: string): boolean {
  return TO.has(sign) || FROM.has(sign);
}

interface Redirected {
  /** The command and what is said to it. */
  readonly words: readonly Word[];
  /** What each redirection does; a remark that nobody can tell is one of these too. */
  readonly kinds: readonly StatementKind[];
}

export function withoutRedirects(tokens: readonly Token[]): Redirected {
  const words: Word[] = [];
  const kinds: StatementKind[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === "word") words.push(token.word);
    else if (token?.kind === "sign") {
      at += 1;
      kinds.push(kindOf(token.text, tokens[at]));
    } else if (token?.isOpaque === true) kinds.push("unknown");
  }
  return { words, kinds };
}

/** A connection to elsewhere, for some shells. */
const OF_THE_NET = /^\/dev\/(?:tcp|udp)\//;

function kindOf(sign: string, token: Token | undefined): StatementKind {
  if (token?.kind !== "word") return "unknown";
  const target = token.word;
  if (target.isOpaque || OF_THE_NET.test(target.text)) return "unknown";
  if (/^>&(?:\d+|-)$/.test(sign + target.text)) return "read"; // One that is open.
  if (TO.has(sign)) return target.text === "/dev/null" ? "read" : "write";
  return FROM.has(sign) && !target.isDynamic ? "read" : "unknown";
}
