/** Something the target said of one place in the statement. */
export interface StatementProblem {
  /** Characters (code points) from 1, as PostgreSQL counts; `null` when no place was told. */
  readonly position: number | null;
  readonly message: string;
}

export interface ProblemSpan {
  /** In UTF-16 units from 0, the way browsers count. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

const WORD = /^[\p{L}\p{N}_$]+/u;

/** The word (or sign) at a position; `null` when the text has no such place. */
export function problemSpan(text: string, position: number | null): ProblemSpan | null {
  if (position === null || position < 1) return null;
  const start = unitsOf(text, position - 1);
  if (start === null) return null;
  const word = WORD.exec(text.slice(start))?.[0].length ?? 1;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const before = text.slice(0, lineStart);
  return {
    start,
    end: Math.min(text.length, start + word),
    line: before.split("\n").length,
    column: [...text.slice(lineStart, start)].length + 1,
  };
}

/** How many UTF-16 units the first characters take; `null` when there are fewer characters. */
function unitsOf(text: string, characters: number): number | null {
  let units = 0;
  for (let passed = 0; passed < characters; passed += 1) {
    const code = text.codePointAt(units);
    if (code === undefined) return null;
    units += code > 0xffff ? 2 : 1;
  }
  return units;
}
