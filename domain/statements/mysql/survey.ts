import type { CalledFunction, Relation, StatementKind } from "../facts";
import { effectOfCall, isCallByName, readsFile } from "./functions";
import { RESERVED, RESERVED_CALLS } from "./reserved";
import type { Token } from "./tokens";

/** What is found in the words of one statement, wherever in it they stand. */
export interface Survey {
  readonly relations: readonly Relation[];
  readonly kinds: readonly StatementKind[];
  readonly functions: readonly CalledFunction[];
  readonly unknownCalls: readonly string[];
  readonly joins: number;
  readonly outside: boolean;
}

/** One pair of brackets, or the whole. */
interface Level {
  isQuery: boolean;
  isFrom: boolean;
  expectsRelation: boolean;
  joins: number;
}

const ENDS_FROM = new Set(
  "where group having order limit set window procedure into values select returning".split(" "),
);
/** What stands behind an alias: a word before it, though it ends a list elsewhere, is one. */
const BEHIND_ALIAS = new Set(
  `, ) on using join inner left right cross natural straight_join use force ignore where group having
  order limit for`.split(/\s+/),
);
const BESIDE_A_NAME = new Set(["lateral", "only"]);

const JOINS = new Set(["join", "straight_join"]);
const TO_FILES = new Set(["into outfile", "into dumpfile"]);
const WRITES = new Set(["for update", "for share", "lock in", "next value"]);
const READ = ["read"] as const;

export interface SurveyStart {
  /** Where the list of relations begins that the statement writes to, and where it is over. */
  readonly written: readonly [number, number];
  readonly access: readonly Relation["access"][];
  /** Names before which a bracket is none of a call: what is inserted into, what WITH names. */
  readonly notCalled: ReadonlySet<number>;
}

export function survey(tokens: readonly Token[], start: SurveyStart): Survey {
  const surveyor = new Surveyor(tokens, start);
  for (let at = 0; at < tokens.length; at += 1) surveyor.visit(at);
  return surveyor.found();
}

class Surveyor {
  private readonly relations = new Map<string, Relation>();
  private readonly kinds = new Set<StatementKind>();
  private readonly functions = new Map<string, CalledFunction>();
  private readonly unknownCalls = new Set<string>();
  private outside = false;
  private joins = 0;
  private readonly levels: Level[] = [];

  private readonly tokens: readonly Token[];
  private readonly start: SurveyStart;

  constructor(tokens: readonly Token[], start: SurveyStart) {
    this.tokens = tokens;
    this.start = start;
    this.open(true, false);
  }

  found(): Survey {
    const byName = (one: { name: string }, other: { name: string }) =>
      one.name < other.name ? -1 : 1;
    return {
      relations: [...this.relations.values()].sort(byName),
      kinds: [...this.kinds],
      functions: [...this.functions.values()].sort(byName),
      unknownCalls: [...this.unknownCalls].sort(),
      joins: this.joins,
      outside: this.outside,
    };
  }

  visit(at: number): void {
    const token = this.tokens[at];
    if (token === undefined) return;
    const level = this.levels.at(-1);
    if (level === undefined) return;
    if (at === this.start.written[0]) Object.assign(level, { isFrom: true, expectsRelation: true });
    if (token.kind === "sign") this.sign(token.text, level);
    else if (token.kind === "word") this.word(token.text, at, level);
    this.call(at);
    if (level.expectsRelation && this.mayName(at)) this.relation(at, level);
  }

  private sign(sign: string, level: Level): void {
    if (sign === "(") this.open(false, level.expectsRelation);
    if (sign === "(") level.expectsRelation = false;
    if (sign === ")" && this.levels.length > 1) this.levels.pop();
    if (sign === ":=") this.kinds.add("utility");
    if (sign === "," && level.isFrom) this.joined(level);
  }

  private open(isQuery: boolean, expectsRelation: boolean): void {
    this.levels.push({ isQuery, isFrom: expectsRelation, expectsRelation, joins: 0 });
  }

  private joined(level: Level): void {
    level.expectsRelation = true;
    level.joins += 1;
    this.joins = Math.max(this.joins, level.joins);
  }

  private word(word: string, at: number, level: Level): void {
    if (word === "select") level.isQuery = true;
    const next = this.textAt(at + 1);
    if (word === "from" && level.isQuery) {
      Object.assign(level, { isFrom: true, expectsRelation: true, joins: 0 });
    } else if (ENDS_FROM.has(word) && next !== "." && !this.isAlias(word, at)) {
      Object.assign(level, { isFrom: false, expectsRelation: false });
    } else this.beside(word, next, level);
    this.phrase(word, at);
  }

  /** `FROM orders returning, customers`: words that some servers do not reserve may be names. */
  private isAlias(word: string, at: number): boolean {
    if (word !== "window" && word !== "returning") return false;
    const next = this.textAt(at + 1);
    if (this.textAt(at - 1) === "as" || next === "" || BEHIND_ALIAS.has(next)) return true;
    return word === "window" && this.textAt(at + 2) !== "as";
  }

  /** Words between the relations of a list. */
  private beside(word: string, next: string, level: Level): void {
    if (word === "using") level.expectsRelation = next !== "(" && level.isFrom;
    else if (word === "on") level.expectsRelation = false;
    else if (JOINS.has(word) && level.isFrom) this.joined(level);
  }

  private phrase(word: string, at: number): void {
    const phrase = `${word} ${this.textAt(at + 1)}`;
    if (TO_FILES.has(phrase)) this.outside = true;
    if (TO_FILES.has(phrase) || WRITES.has(phrase)) this.kinds.add("write");
    if (word === "into" && this.tokens[at + 1]?.kind === "variable") this.kinds.add("utility");
  }

  private relation(at: number, level: Level): void {
    if (isNoName(this.tokens[at])) return;
    level.expectsRelation = false;
    const last = this.textAt(at + 1) === "." && this.nameAt(at + 2) !== "*" ? at + 2 : at;
    if (this.textAt(last + 1) === "(" && at >= this.start.written[1]) return;
    const name = this.nameAt(last);
    const schema = last === at ? null : this.nameAt(at);
    const [from, to] = this.start.written;
    for (const access of from <= at && at < to ? this.start.access : READ) {
      this.relations.set(JSON.stringify([schema, name, access]), { schema, name, access });
    }
  }

  /** Not in `{oj t LEFT JOIN …}`: MySQL takes whatever word there, and the relation stands behind it. */
  private mayName(at: number): boolean {
    const token = this.tokens[at];
    const isNamed = token?.kind === "name" || token?.kind === "word" || token?.isDoubleQuoted;
    return isNamed === true && this.textAt(at - 1) !== "{";
  }

  private nameAt(at: number): string {
    return this.tokens[at]?.text ?? "";
  }

  private call(at: number): void {
    const token = this.tokens[at];
    if (token === undefined || this.textAt(at + 1) !== "(" || this.start.notCalled.has(at)) return;
    const isQuoted = isInQuotes(token);
    const name = token.text.toLowerCase();
    if (!isQuoted && (token.kind !== "word" || !isCalled(name))) return;
    const schema = this.textAt(at - 1) === "." ? this.nameAt(at - 2).toLowerCase() : null;
    this.functions.set(JSON.stringify([schema, name]), { schema, name });
    this.outside ||= readsFile(name);
    this.effect(schema === null ? name : `${schema}.${name}`, isQuoted);
  }

  /** A call in quotes or of a database is somebody's own. */
  private effect(name: string, isQuoted: boolean): void {
    const effect = isQuoted ? null : effectOfCall(name);
    if (effect === null) this.unknownCalls.add(name);
    else if (effect !== "read") this.kinds.add(effect);
  }

  /** Of words and signs; a name or a text is none. */
  private textAt(at: number): string {
    const token = this.tokens[at];
    return token?.kind === "word" || token?.kind === "sign" ? token.text : "";
  }
}

function isCalled(name: string): boolean {
  return isCallByName(name) && (!RESERVED.has(name) || RESERVED_CALLS.has(name));
}

function isNoName(token: Token | undefined): boolean {
  if (token?.kind !== "word") return false;
  return RESERVED.has(token.text) || BESIDE_A_NAME.has(token.text);
}

function isInQuotes(token: Token): boolean {
  return token.kind === "name" || token.isDoubleQuoted === true;
}
