import type { Word } from "./word-reader";

/** Whether a command with these words behind its name changes nothing. */
type OnlyReads = (words: readonly Word[]) => boolean;

const list = (names: string): readonly string[] => names.split(/\s+/);

/** Whatever is said to them they only tell, so that even what is put in when they run may stand there. */
const WHATEVER_IS_SAID = list(
  `arch basename cat cksum cmp cut df dirname du echo egrep expand expr false fgrep fold free getent
  grep groups head id join ls lscpu md5sum nl nproc od paste pgrep printenv ps pwd readlink realpath
  rev seq sha1sum sha256sum sha512sum sleep stat tac tail tr true tty uname uptime vmstat wc which
  who whoami`,
);

/** Why the others are missing: `date` sets the clock, `sort` and `uniq` write, `find` runs, `awk` does all. */
const WITH_CARE: Readonly<Record<string, OnlyReads>> = {
  date: literal((words) => eachFits(withoutValues(words), DATE)),
  env: (words) => words.length === 0,
  find: literal((words) => eachFits(words, FIND)),
  hostname: literal((words) => eachFits(words, /^-[fisIdA]$/)),
  sed: literal(sedOnlyReads),
  sort: literal((words) => eachFits(words, SORT)),
  tar: literal(tarOnlyLists),
  uniq: literal((words) => eachFits(words, UNIQ) && operandsOf(words).length <= 1),
};

const DATE = /^(?:\+.*|-[uR]|-I\w*|-d.+|--date=.*|--utc|--iso-8601(?:=\w+)?|--rfc-3339=\w+)$/s;
const SORT = /^(?:[^-].*|-|-[bdfghiMnRrsuVcCz]+|-[bdfghiMnRrsuVcCz]*[kt].*)$/s;
const UNIQ = /^(?:[^-].*|-[cdDiuz]+|-[fsw]\d+)$/s;
/** Tests and what is done with what is found: to print it, or nothing. */
const FIND = new RegExp(
  "^(?:[^-].*|-[HLP]|-\\d+[a-zA-Z]?|-(?:amin|atime|cmin|ctime|daystart|depth|empty|executable|false|" +
    "follow|gid|group|iname|inum|ipath|iregex|links|ls|maxdepth|mindepth|mmin|mount|mtime|name|newer|" +
    "nogroup|not|nouser|o|or|a|and|path|perm|print|print0|prune|readable|regex|size|true|type|uid|" +
    "user|writable|xdev))$",
  "s",
);

/** What a command that we know does; false too for all that we do not know. */
export function onlyReads(name: string, words: readonly Word[]): boolean {
  if (WHATEVER_IS_SAID.includes(name)) return true;
  return Object.hasOwn(WITH_CARE, name) && (WITH_CARE[name]?.(words) ?? false);
}

/** What is put in when it runs could be an option like any other. */
function literal(decide: (words: readonly string[]) => boolean): OnlyReads {
  return (words) =>
    words.every(({ isDynamic }) => !isDynamic) && decide(words.map(({ text }) => text));
}

/** No word that could be taken for another option is ever let pass as the value of one. */
function eachFits(words: readonly string[], form: RegExp): boolean {
  return words.every((word) => form.test(word));
}

/** A word alone would set the clock: one that is a value of an option goes with it. */
function withoutValues(words: readonly string[]): string[] {
  const takesOne = ["-d", "--date", "-r"];
  return words.filter((word, at) => {
    const next = words[at + 1];
    if (takesOne.includes(word)) return next === undefined || next.startsWith("-");
    return word.startsWith("-") || !takesOne.includes(words[at - 1] ?? "");
  });
}

function operandsOf(words: readonly string[]): string[] {
  return words.filter((word) => !word.startsWith("-"));
}

/** The first word says what is done; a name with a colon would be on another machine. */
function tarOnlyLists(words: readonly string[]): boolean {
  const [what = "", ...others] = words;
  const lists = what === "--list" || (/^-?[tvzjJf]+$/.test(what) && what.includes("t"));
  return lists && others.every((word) => word !== "" && !/^-|:/.test(word));
}

function sedOnlyReads(words: readonly string[]): boolean {
  const scripts: string[] = [];
  let isScript = false;
  for (const word of words) {
    if (isScript) scripts.push(word);
    else if (word.startsWith("-") && !/^-(?:[nErsuz]+|e)$/.test(word)) return false;
    isScript = !isScript && word === "-e";
  }
  const first = operandsOf(words)[0];
  if (scripts.length === 0 && first !== undefined) scripts.push(first);
  return scripts.length > 0 && scripts.every(scriptOnlyReads);
}

const SCRIPT_CHARACTERS_MAX = 500;
const PLACE = "(?:\\d+|\\$|/(?:[^/\\\\\\n]|\\\\[^\\n])*/)";
const ACTION = "(?:[pdq=l]|s/(?:[^/\\\\\\n]|\\\\[^\\n])*/(?:[^/\\\\\\n]|\\\\[^\\n])*/[gpiI0-9]*)";
const STEP = `\\s*(?:${PLACE}(?:,${PLACE})?\\s*!?\\s*)?${ACTION}\\s*`;
const SCRIPT = new RegExp(`^${STEP}(?:;${STEP})*;?\\s*$`);
/** Where other square brackets end, and a pattern with a slash in them, one sed answers otherwise than another. */
const PLAIN_BRACKETS = /\[\^?[\w -]+\]/g;

/** It prints, leaves out, ends, or puts something in for something else: nothing is written or run. */
function scriptOnlyReads(script: string): boolean {
  if (script.length > SCRIPT_CHARACTERS_MAX) return false;
  return !script.replace(PLAIN_BRACKETS, "").includes("[") && SCRIPT.test(script);
}
