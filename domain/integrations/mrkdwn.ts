import { type FittedText, fitText, visibleLine, visibleText } from "./visible-text";

/**
 * Texts of people inside Slack's mrkdwn, so that they are read and do nothing. `&`, `<` and `>` are
 * its control characters and have escapes: without `<` there is no mention, no link and no date. Marks
 * of style have none, so outside of code they become characters that look alike; text objects that
 * hold these texts are sent with `verbatim`, so that Slack finds no links or names in them.
 */
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const LOOK_ALIKES: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };
const NOTHING = "\u200b";

/** One line among ours. */
export function inertLine(text: string, charactersMax: number): string {
  return fitText(withoutCalls(visibleLine(text)), writeProse, charactersMax).text;
}

/** Several lines, each marked as quoted, so that none passes for one of ours. */
export function inertQuote(text: string, charactersMax: number): string {
  const lines = withoutCalls(visibleText(text).trim());
  const write = (character: string) => (character === "\n" ? "\n> " : writeProse(character));
  return `> ${fitText(lines, write, charactersMax - 2).text}`;
}

/** A name in code style; a name cannot end it. */
export function inertName(text: string, charactersMax: number): string {
  const write = (character: string) => (character === "`" ? "ˋ" : escaped(character));
  const { text: name } = fitText(visibleLine(text), write, charactersMax - 2);
  return name === "" ? "(none)" : `\`${name}\``;
}

const FENCE = "```";
const FENCE_BREAK = /``(?=`)/g;

/**
 * A command as a block of code. Three backticks would end it, so a zero-width space stands before the
 * third: the command reads the same, and what runs is never taken from here.
 */
export function fenced(command: string, charactersMax: number): FittedText {
  const frame = `${FENCE}\n\n${FENCE}`.length;
  const lines = visibleText(command).replace(FENCE_BREAK, `\`\`${NOTHING}`);
  const { text, isWhole } = fitText(lines, escaped, charactersMax - frame);
  return { text: `${FENCE}\n${text}\n${FENCE}`, isWhole };
}

function escaped(character: string): string {
  return ESCAPES[character] ?? character;
}

function writeProse(character: string): string {
  return LOOK_ALIKES[character] ?? escaped(character);
}

/** `:name:` would be a picture and `@channel` a call, were it not for a space of no width. */
function withoutCalls(text: string): string {
  return text
    .replace(/:(?=[\w+'-]+:)/g, `:${NOTHING}`)
    .replace(/@(?=channel|here|everyone)/gi, `@${NOTHING}`);
}
