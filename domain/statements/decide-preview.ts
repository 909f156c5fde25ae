import type { ConnectionKind } from "../connections/connection";
import { KINDS } from "../connections/kinds";
import type { ParsedText, StatementFacts } from "./facts";
import { isUndone } from "./postgres/functions";

/** Bounds of one effect preview: how much it shows and how long it may stand in others' way. */
export const PREVIEW_LIMITS = {
  sampleRowsMax: 20,
  /** How long it waits for a lock that another transaction holds. */
  lockWaitSecondsMax: 2,
  /** One statement of it, in the target's own clock. */
  statementSecondsMax: 5,
  /** From its begin to its rollback: as long as it may hold locks at most. */
  holdSecondsMax: 15,
  triggersMax: 50,
  sequencesMax: 50,
  /** All that one step may send: a plan as JSON, or the rows of the sample. */
  stepBytesMax: 4 * 1024 * 1024,
  previewsOfRequestPerMinuteMax: 6,
} as const;

/** Why a command is not previewed. */
export const PREVIEW_OBJECTIONS = [
  "switched-off",
  "kind-has-none",
  "read-only",
  "not-understood",
  "not-one-statement",
  "only-reads",
  "not-a-plain-write",
  "reaches-outside",
  "calls-what-is-not-undone",
] as const;
export type PreviewObjection = (typeof PREVIEW_OBJECTIONS)[number];

export type PreviewDecision =
  | { readonly kind: "preview"; readonly statement: StatementFacts }
  | { readonly kind: "refuse"; readonly because: PreviewObjection };

export interface PreviewQuestion {
  readonly parsed: ParsedText;
  readonly connection: {
    readonly kind: ConnectionKind;
    readonly readOnly: boolean;
    readonly previewAllowed: boolean;
  };
}

/** One of these as the whole text; anything else is refused, also what a rollback would undo. */
const PLAIN_WRITES = new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);

/**
 * Whether this command may be run in a transaction that is rolled back. Only what is surely undone:
 * one INSERT, UPDATE, DELETE or MERGE that calls nothing but known functions. What is not known is no.
 */
export function decidePreview({ parsed, connection }: PreviewQuestion): PreviewDecision {
  const because = objectionToConnection(connection);
  if (because !== null) return { kind: "refuse", because };
  if (parsed.kind === "unparsed") return { kind: "refuse", because: "not-understood" };
  const [statement, ...others] = parsed.statements;
  if (statement === undefined || others.length > 0) {
    return { kind: "refuse", because: "not-one-statement" };
  }
  const objection = objectionTo(statement);
  return objection === null
    ? { kind: "preview", statement }
    : { kind: "refuse", because: objection };
}

function objectionToConnection(connection: PreviewQuestion["connection"]): PreviewObjection | null {
  if (!KINDS[connection.kind].capabilities.has("preview")) return "kind-has-none";
  if (connection.readOnly) return "read-only";
  return connection.previewAllowed ? null : "switched-off";
}

function objectionTo(statement: StatementFacts): PreviewObjection | null {
  const { kind, form, outside, functions, unknownCalls } = statement;
  if (outside) return "reaches-outside";
  if (kind === "read") return "only-reads";
  if (!PLAIN_WRITES.has(form)) return "not-a-plain-write";
  const isAllUndone = unknownCalls.length === 0 && functions.every(isUndone);
  if (!isAllUndone) return "calls-what-is-not-undone";
  return kind === "write" ? null : "not-a-plain-write";
}

const WORDS: Readonly<Record<PreviewObjection, string>> = {
  "switched-off": "The effect preview is off for this connection.",
  "kind-has-none": "There is no effect preview for connections of this kind.",
  "read-only": "The connection is read-only: a write has no effect there.",
  "not-understood":
    "The command could not be understood: what it would do cannot be undone for sure.",
  "not-one-statement": "Only a single statement is previewed.",
  "only-reads": "The command only reads: there is no effect to preview.",
  "not-a-plain-write":
    "Only a plain INSERT, UPDATE, DELETE or MERGE is previewed: anything else may not be undone, or locks whole tables.",
  "reaches-outside":
    "The command reaches files or programs of the target's machine: a rollback does not undo that.",
  "calls-what-is-not-undone":
    "The command calls a function that is not known to be undone by a rollback.",
};

export function describePreviewObjection(because: PreviewObjection): string {
  return WORDS[because];
}
