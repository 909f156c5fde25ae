export interface SqlToken {
  readonly kind: "keyword" | "text" | "number" | "comment" | "plain";
  readonly text: string;
  /** Where in the text it begins. */
  readonly at: number;
}

const KEYWORDS = new Set(
  (
    "add all alter analyze and any as asc begin between by cascade case cast check column commit " +
    "conflict constraint copy create cross current database default delete desc distinct do drop " +
    "else end except execute exists explain false fetch first for foreign from full function grant " +
    "group having if ilike in index inner insert intersect into is join key last lateral left like " +
    "limit lock natural not null nulls offset on only or order outer over partition prepare primary " +
    "privileges procedure references rename replace restrict returning revoke right role rollback row " +
    "rows schema select set show similar table temporary then to transaction trigger true truncate " +
    "union unique update using vacuum values view when where window with"
  ).split(" "),
);

/** Longer ones are shown whole and plain: colours would be more than a page can hold. */
const COLOURED_CHARACTERS_MAX = 50_000;

/** In this order: comments, quoted text, dollar-quoted text, quoted names, numbers, words, the rest. */
const PARTS =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*(?:'|$)|\$([a-z_]*)\$[\s\S]*?(?:\$\3\$|$))|("(?:[^"]|"")*(?:"|$))|(\d+(?:\.\d+)?)|([a-z_\u0080-\uffff][\w$\u0080-\uffff]*)|([^\w'"$/-]+|[\s\S])/giu;

/** The text in coloured parts. Nothing is left out or changed: together they are the text. */
export function sqlTokens(sql: string): readonly SqlToken[] {
  if (sql.length > COLOURED_CHARACTERS_MAX) return [{ kind: "plain", text: sql, at: 0 }];
  return [...sql.matchAll(PARTS)].map((found) => {
    const [text, comment, quoted, _tag, _name, number, word] = found;
    return { kind: kindOf({ comment, quoted, number, word }), text, at: found.index };
  });
}

interface Found {
  readonly comment: string | undefined;
  readonly quoted: string | undefined;
  readonly number: string | undefined;
  readonly word: string | undefined;
}

function kindOf({ comment, quoted, number, word }: Found): SqlToken["kind"] {
  if (comment !== undefined) return "comment";
  if (quoted !== undefined) return "text";
  if (number !== undefined) return "number";
  return word !== undefined && KEYWORDS.has(word.toLowerCase()) ? "keyword" : "plain";
}
