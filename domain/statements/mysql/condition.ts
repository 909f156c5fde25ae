import { compute, withSign } from "./arithmetic";
import { compare, is, matches, within } from "./comparison";
import { and, constant, type Node, node, not, or, UNKNOWN, xor } from "./condition-words";
import { Cursor, NotRead } from "./cursor";
import { RESERVED } from "./reserved";
import type { Token } from "./tokens";

const DEPTH_MAX = 100;

/** Reads a condition as MySQL does, from the loosest sign to the tightest. Null: it cannot be read. */
export function readCondition(tokens: readonly Token[]): Node | null {
  const reader = new ConditionReader(tokens);
  try {
    const found = reader.expression();
    return reader.isAtEnd() ? found : null;
  } catch (error) {
    if (error instanceof NotRead) return null;
    throw error;
  }
}

const COMPARES = new Set(["=", "<=>", ">=", ">", "<=", "<", "<>", "!="]);
const LITERALS = new Set(["true", "false", "null"]);
const MATCHES = new Set(["like", "regexp", "rlike", "sounds"]);
const COMPUTES: readonly ReadonlySet<string>[] = [
  new Set(["|"]),
  new Set(["&"]),
  new Set(["<<", ">>"]),
  new Set(["+", "-"]),
  new Set(["*", "/", "%", "div", "mod"]),
  new Set(["^"]),
];

class ConditionReader extends Cursor {
  private depth = 0;

  expression(): Node {
    this.depth += 1;
    if (this.depth > DEPTH_MAX) throw new NotRead();
    const sides = [this.exclusive()];
    let isDoubtful = false;
    for (let sign = this.take("or", "||"); sign !== null; sign = this.take("or", "||")) {
      isDoubtful ||= sign === "||"; // With PIPES_AS_CONCAT it joins texts.
      sides.push(this.exclusive());
    }
    this.depth -= 1;
    return isDoubtful ? UNKNOWN : or(sides);
  }

  private exclusive(): Node {
    let left = this.conjunction();
    while (this.take("xor") !== null) left = xor(left, this.conjunction());
    return left;
  }

  private conjunction(): Node {
    let left = this.negation();
    while (this.take("and", "&&") !== null) left = and(left, this.negation());
    return left;
  }

  private negation(): Node {
    let count = 0;
    while (this.take("not") !== null) count += 1;
    let found = this.comparison();
    for (; count > 0; count -= 1) found = not(found);
    return found;
  }

  private comparison(): Node {
    let left = this.computed(0);
    for (;;) {
      const next = this.compared(left);
      if (next === null) return left;
      left = next;
    }
  }

  private compared(left: Node): Node | null {
    const sign = this.peek();
    if (this.tokens[this.at]?.kind === "sign" && COMPARES.has(sign)) {
      this.at += 1;
      return this.comparedBy(sign === "!=" ? "<>" : sign, left);
    }
    if (this.take("is") !== null) {
      const isNot = this.take("not") !== null;
      return is(left, this.mustTake("null", "unknown", "true", "false"), isNot);
    }
    const isNot = this.take("not") !== null;
    const found = this.contained(left, isNot);
    if (found === null && isNot) throw new NotRead();
    return found;
  }

  private comparedBy(sign: string, left: Node): Node {
    if (this.take("any", "some", "all") !== null) {
      this.skipBrackets();
      return UNKNOWN;
    }
    return compare(sign, left, this.computed(0));
  }

  /** `IN`, `BETWEEN`, `LIKE` and their kind. */
  private contained(left: Node, isNot: boolean): Node | null {
    const named = (word: string) => (isNot ? `not ${word}` : word);
    if (this.take("in") !== null) return within(named("in"), left, this.list());
    if (this.take("between") !== null) {
      const low = this.computed(0);
      this.mustTake("and");
      return within(named("between"), left, [low, this.computed(0)]);
    }
    const word = this.peek();
    if (this.tokens[this.at]?.kind !== "word" || !MATCHES.has(word)) return null;
    this.at += 1;
    if (word === "sounds") this.mustTake("like");
    const pattern = this.computed(0);
    if (this.take("escape") !== null) this.computed(0);
    return matches(named(word), left, pattern);
  }

  private list(): Node[] {
    if (this.wordAt(1) === "select" || this.wordAt(1) === "with") {
      this.skipBrackets();
      return [UNKNOWN];
    }
    this.mustTake("(");
    const found = [this.expression()];
    while (this.take(",") !== null) found.push(this.expression());
    this.mustTake(")");
    return found;
  }

  private computed(level: number): Node {
    const signs = COMPUTES[level];
    if (signs === undefined) return this.unary();
    let left = this.computed(level + 1);
    while (signs.has(this.peek()) && this.isSignOrWord()) {
      const sign = this.peek();
      this.at += 1;
      const right = this.computed(level + 1);
      left = compute(sign, left, right);
    }
    return left;
  }

  private unary(): Node {
    const signs: string[] = [];
    for (let sign = this.unarySign(); sign !== null; sign = this.unarySign()) signs.push(sign);
    let found = this.postfixed(this.primary());
    for (const sign of signs.reverse()) found = withSign(sign, found);
    return found;
  }

  private unarySign(): string | null {
    return this.take("-", "+", "!", "~", "binary");
  }

  private postfixed(inner: Node): Node {
    let found = inner;
    for (;;) {
      if (this.take("collate") !== null) this.at += 1;
      else if (this.take("->", "->>") === null) return found;
      else {
        this.at += 1;
        found = node("scalar", `${found.shape}->`, { hasColumn: found.hasColumn });
      }
    }
  }

  private primary(): Node {
    const token = this.tokens[this.at];
    if (token === undefined) throw new NotRead();
    if (token.kind === "sign") return this.bracketed();
    if (token.kind === "text") return this.text();
    if (token.kind === "number") {
      this.at += 1;
      return /^0[xb]/i.test(token.text) ? UNKNOWN : constant(Number(token.text));
    }
    if (token.kind === "variable") {
      this.at += 1;
      return UNKNOWN;
    }
    return token.kind === "word" ? this.word(token.text) : this.column();
  }

  private bracketed(): Node {
    if (this.wordAt(1) === "select" || this.wordAt(1) === "with") {
      this.skipBrackets();
      return UNKNOWN;
    }
    if (this.take("?") !== null) return UNKNOWN;
    this.mustTake("(");
    const found = this.expression();
    if (this.peek() !== ",") {
      this.mustTake(")");
      return found;
    }
    const sides = [found];
    while (this.take(",") !== null) sides.push(this.expression());
    this.mustTake(")");
    const shape = `row(${sides.map((side) => side.shape).join(", ")})`;
    return node("scalar", shape, { hasColumn: sides.some(({ hasColumn }) => hasColumn) });
  }

  /** Texts beside one another are one. In double quotes it may be the name of a column. */
  private text(): Node {
    const parts: Token[] = [];
    for (let next = this.tokens[this.at]; next?.kind === "text"; next = this.tokens[this.at]) {
      parts.push(next);
      this.at += 1;
    }
    const value = parts.map(({ text }) => text).join("");
    if (value.includes("\u0001")) return UNKNOWN;
    if (!parts.some(({ isDoubleQuoted }) => isDoubleQuoted === true)) return constant(value);
    return node("unknown", JSON.stringify(value));
  }

  private word(word: string): Node {
    if (LITERALS.has(word)) {
      this.at += 1;
      return constant(word === "null" ? null : Number(word === "true"));
    }
    if (word === "exists" || word === "case") return this.skipped(word);
    if (this.wordAt(1) === "(") return this.call(word);
    if (RESERVED.has(word)) throw new NotRead();
    if (this.tokens[this.at + 1]?.kind === "text") {
      this.at += 2; // DATE '2020-01-01'
      return UNKNOWN;
    }
    return this.column();
  }

  private skipped(word: string): Node {
    if (word === "case") this.skipCase();
    else {
      this.at += 1;
      this.skipBrackets();
    }
    return UNKNOWN;
  }

  private call(word: string): Node {
    this.at += 1;
    const inside = this.skipBrackets();
    if (word === "match" && this.take("against") !== null) {
      this.skipBrackets();
      return node("depends", "match", { hasColumn: true });
    }
    const isSubquery = inside.some(({ kind, text }) => kind === "word" && text === "select");
    const hasColumn = !isSubquery && inside.some((token, at) => isColumn(token, inside[at + 1]));
    const shape = `${word}(${inside.map(({ kind, text }) => `${kind}:${text}`).join(" ")})`;
    return node("scalar", shape, { hasColumn });
  }

  private column(): Node {
    const parts = [this.name()];
    while (this.take(".") !== null) parts.push(this.name());
    if (this.peek() === "(") throw new NotRead();
    return node("scalar", parts.join("."), { hasColumn: true });
  }
}

function isColumn(token: Token, next: Token | undefined): boolean {
  if (token.kind === "name") return true;
  return token.kind === "word" && !RESERVED.has(token.text) && next?.text !== "(";
}
