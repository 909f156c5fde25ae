import { type StatementFacts, type StatementKind, UNKNOWN_FACTS } from "../facts";
import { strongest } from "../postgres/kinds";
import { onlyReads } from "./reading-commands";
import { isRedirect, withoutRedirects } from "./redirects";
import type { Token } from "./tokens";
import type { Word } from "./word-reader";

export type ListFacts = Omit<StatementFacts, "startByte" | "endByte" | "start" | "end">;

/** Reads the text of a command that another one carries: the names that are called in it. */
export type NamesIn = (text: string) => readonly string[];

const NAME_CHARACTERS_MAX = 100;
const PIPES = new Set(["|", "|&"]);
/** They run what they are given, or stand before it. */
const CARRIES = new Set(
  `! { bash builtin busybox chroot command csh dash do doas elif else env eval exec fish flock if ionice
  ksh nice nohup parallel script setsid sh ssh stdbuf strace su sudo then time timeout trap until watch
  while xargs zsh find coproc`.split(/\s+/),
);
const WHERE_PROGRAMS_ARE = /^\/(?:usr\/)?bin\//;

/** What one pipeline does: each of its commands, and the files that it is led from and to. */
export function factsOfPipeline(tokens: readonly Token[], namesIn: NamesIn): ListFacts {
  const commands = commandsOf(tokens).map((part) => factsOfOne(part, namesIn));
  const calls = [...new Set(commands.flatMap((one) => one.calls))];
  const kind = strongest(commands.map((one) => one.kind));
  const isUnderstood = commands.every((one) => one.isUnderstood);
  const [first] = calls;
  return {
    ...{ ...UNKNOWN_FACTS, kind, calls },
    form: isUnderstood && first !== undefined ? first : "Unparsed",
    functions: calls.map((name) => ({ schema: null, name })),
    unknownCalls: [...new Set(commands.flatMap((one) => one.unknownCalls))],
  };
}

function commandsOf(tokens: readonly Token[]): Token[][] {
  const commands: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "sign" && PIPES.has(token.text)) commands.push([]);
    else if (token.kind === "sign" && !isRedirect(token.text)) {
      const { start, end } = token; // Brackets, and what stands between cases.
      commands.push([{ kind: "remark", isOpaque: true, start, end }]);
    } else commands.at(-1)?.push(token);
  }
  return commands;
}

interface OneCommand {
  readonly kind: StatementKind;
  readonly calls: readonly string[];
  readonly unknownCalls: readonly string[];
  /** Whether its words are what they seem, known or not. */
  readonly isUnderstood: boolean;
}

function factsOfOne(tokens: readonly Token[], namesIn: NamesIn): OneCommand {
  const { words, kinds } = withoutRedirects(tokens);
  const [first] = words;
  const isPlain = first?.isDynamic !== true && words.every((word) => !word.isOpaque);
  const isUnderstood = isPlain && !kinds.includes("unknown");
  const inner = carried(words, namesIn);
  const calls = first === undefined ? inner : [nameOf(first), ...inner];
  const isKnown = isUnderstood && inner.length === 0;
  const kind = isKnown ? strongest([kindOf(words, kinds), ...kinds]) : "unknown";
  return { kind, calls, unknownCalls: kind === "unknown" ? calls : [], isUnderstood };
}

/** Without a name, what it is led to is all that it does. */
function kindOf(words: readonly Word[], led: readonly StatementKind[]): StatementKind {
  const [first, ...others] = words;
  if (first === undefined) return led.length === 0 ? "unknown" : "read";
  const name = nameOf(first);
  if (!isRightName(first, name)) return "unknown";
  if (onlyReads(name, others)) return "read";
  const isChangeOfFolder = name === "cd" && others.length <= 1;
  return isChangeOfFolder && others.every((word) => !word.isDynamic) ? "utility" : "unknown";
}

/** Names know upper and lower case; a program in any other folder is another one. */
function isRightName({ text }: Word, name: string): boolean {
  return text === name || text.replace(WHERE_PROGRAMS_ARE, "") === name;
}

/** As rules name it: without its folder, in lower case. */
function nameOf({ text }: Word): string {
  const name = text.slice(text.lastIndexOf("/") + 1).slice(0, NAME_CHARACTERS_MAX);
  return (name === "" ? text.slice(0, NAME_CHARACTERS_MAX) : name).toLowerCase();
}

/** Names in substitutions, and behind what runs its own words. */
function carried(words: readonly Word[], namesIn: NamesIn): string[] {
  const [first, ...others] = words;
  const inner = words.flatMap((word) => word.inner.flatMap(namesIn));
  if (first === undefined) return inner;
  const carries = CARRIES.has(nameOf(first)) || first.text.includes("=");
  if (!carries || onlyReads(nameOf(first), others)) return inner;
  const said = others.filter(({ text }) => !text.startsWith("-")).map(({ text }) => text);
  return [...inner, ...said.flatMap(namesIn)];
}
