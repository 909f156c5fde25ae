import type { Relation } from "../facts";
import type { Command, KeyPlace } from "./lookup";
import { asOption } from "./words";

/** The keys that a command names, each as often as it does; null: nobody can tell where they stand. */
export function keysOf(command: Command, words: readonly string[]): Relation[] | null {
  if (command.name === "sort" || command.name === "sort_ro") return keysOfSort(words);
  const found: Relation[] = [];
  for (const place of command.keys) {
    const indexes = indexesOf(place, words);
    if (indexes === null) return null;
    for (const index of indexes) add(found, words[index], place.access);
  }
  return found;
}

function add(found: Relation[], name: string | undefined, access: Relation["access"]): void {
  if (name !== undefined && name !== "") found.push({ schema: null, name, access });
}

/** Empty where the word that they stand behind is not said. */
function indexesOf(place: KeyPlace, words: readonly string[]): number[] | null {
  const begin = beginOf(place, words);
  if (begin === null) return [];
  return place.find === "range" ? inRange(begin, place, words) : byNumber(begin, place, words);
}

function beginOf({ begin }: KeyPlace, words: readonly string[]): number | null {
  if (typeof begin === "number") return begin;
  const isWord = (word: string, index: number) => index > 0 && asOption(word) === begin.word;
  const at =
    begin.from >= 0
      ? words.findIndex((word, index) => index >= begin.from && isWord(word, index))
      : words.findLastIndex((word, at) => at <= words.length + begin.from && isWord(word, at));
  return at < 0 ? null : at + 1;
}

function inRange(begin: number, { numbers }: KeyPlace, words: readonly string[]): number[] {
  const [last, step, limit] = numbers;
  const shared = limit > 1 ? begin + (words.length - begin) / limit + last : words.length + last;
  return steps({ from: begin, to: last >= 0 ? begin + last : Math.floor(shared), step });
}

function byNumber(begin: number, { numbers }: KeyPlace, words: readonly string[]): number[] | null {
  const [place, first, step] = numbers;
  const said = words[begin + place] ?? "";
  if (!/^\d{1,9}$/.test(said)) return null;
  const from = begin + first;
  const to = from + (Number(said) - 1) * step;
  return to < words.length ? steps({ from, to, step }) : null;
}

function steps({ from, to, step }: { from: number; to: number; step: number }): number[] {
  const found: number[] = [];
  for (let at = from; at <= to; at += step) found.push(at);
  return found;
}

/** BY and GET name keys by a pattern, STORE the one that is written; the last STORE counts. */
function keysOfSort(words: readonly string[]): Relation[] {
  const found: Relation[] = [];
  add(found, words[1], "read");
  for (let at = 2; at < words.length; at += 1) {
    const option = asOption(words[at] ?? "");
    const next = words[at + 1];
    if (option === "store") add(found, next, "write");
    else if ((option === "by" || option === "get") && next?.includes("*")) add(found, next, "read");
  }
  return found;
}
