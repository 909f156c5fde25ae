import type { WhereFact } from "../facts";
import { readCondition } from "./condition";
import { truthOf } from "./condition-words";
import type { SurveyStart } from "./survey";
import type { Token } from "./tokens";
import { indexAtTop, wordAt } from "./top-words";

const MODIFIERS = new Set("low_priority high_priority delayed ignore quick into".split(" "));
const NOTHING: SurveyStart = { written: [-1, -1], access: ["write"], notCalled: new Set() };
const ENDS_TARGETS = ["set", "where", "order", "limit", "returning"];
const ENDS_CONDITION = ["order", "limit", "returning"];

/** Where the names stand that a statement writes to. Of a write of several tables all are. */
export function writtenPart(tokens: readonly Token[], verb: string): SurveyStart {
  if (["truncate", "drop", "create", "alter", "rename", "optimize", "load"].includes(verb)) {
    return ofDefinition(tokens, verb);
  }
  const from = behindModifiers(tokens, indexAtTop(tokens, [verb]) + 1);
  if (verb === "insert" || verb === "replace") return ofInsert(tokens, from);
  if (verb !== "update" && verb !== "delete") return NOTHING;
  const begin = verb === "delete" && wordAt(tokens, from) === "from" ? from + 1 : from;
  const end = indexAtTop(tokens, ENDS_TARGETS, begin);
  const written = [begin, end < 0 ? tokens.length : end] as const;
  const isOfSeveral = indexAtTop(tokens.slice(...written), [",", "join", "using", "from"]) >= 0;
  const access = isOfSeveral ? (["write", "read"] as const) : (["write"] as const);
  return { written, access, notCalled: new Set() };
}

function behindModifiers(tokens: readonly Token[], from: number): number {
  let at = from;
  while (MODIFIERS.has(wordAt(tokens, at))) at += 1;
  return at;
}

function ofInsert(tokens: readonly Token[], from: number): SurveyStart {
  const last = wordAt(tokens, from + 1) === "." ? from + 2 : from;
  return { written: [from, last + 1], access: ["write"], notCalled: new Set([last]) };
}

/** TRUNCATE, DROP and their kind: every name behind TABLE, or behind the word itself. */
function ofDefinition(tokens: readonly Token[], verb: string): SurveyStart {
  const named = indexAtTop(tokens, ["table", "view", "sequence", "tables"]);
  if (named < 0 && verb !== "truncate") return NOTHING;
  let at = named < 0 ? 1 : named + 1;
  while (["if", "not", "exists", "ignore"].includes(wordAt(tokens, at))) at += 1;
  const isList = verb === "truncate" || verb === "drop" || verb === "rename" || verb === "optimize";
  const end = isList ? tokens.length : at + (wordAt(tokens, at + 1) === "." ? 3 : 1);
  return { written: [at, end], access: ["write"], notCalled: new Set([end - 1]) };
}

/** Which rows an UPDATE or a DELETE is bounded to. A condition that cannot be read is none. */
export function whereOf(tokens: readonly Token[], verb: string): WhereFact | null {
  if (verb !== "update" && verb !== "delete") return null;
  const where = indexAtTop(tokens, ["where"], indexAtTop(tokens, [verb]));
  if (where < 0) return "none";
  const end = indexAtTop(tokens, ENDS_CONDITION, where);
  const condition = readCondition(tokens.slice(where + 1, end < 0 ? tokens.length : end));
  if (condition === null) return "always-true";
  if (condition.kind === "constant") return truthOf(condition) === true ? "always-true" : "given";
  return condition.kind === "depends" || condition.kind === "bounded" ? "given" : "always-true";
}
