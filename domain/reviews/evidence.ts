import { csvLine } from "../rows/csv";
import { STATEMENT_KINDS, type StatementKind } from "../statements/facts";
import type { Outcome } from "./outcome";
import type { Review, ReviewItem } from "./review";

export const EVIDENCE_FORMATS = ["jsonl", "csv"] as const;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];

export interface ReviewResult {
  readonly review: Review;
  readonly items: readonly ReviewItem[];
}

/** The same result gives the same text, so that a digest of the one is a digest of the other. */
export function evidenceOf(result: ReviewResult, format: EvidenceFormat): string {
  return format === "jsonl" ? asLines(result) : asCsv(result);
}

function asLines({ review, items }: ReviewResult): string {
  const { subject, startedByName, endedByName, startedAt, endedAt, id, state, periodDays } = review;
  const head = {
    ...{ record: "access-review", format: 1, id, state, periodDays },
    subject: { kind: subject.kind, name: subject.name, id: subject.id },
    ...{ startedAt, startedByName, endedAt, endedByName, people: items.length },
  };
  return [head, ...items.map(personRecord)].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Fields by name and in one order: what is stored as JSON may come back in another. */
function personRecord(item: ReviewItem) {
  const { number, userId, name, email, status, byRole, lastUsedAt, sessions } = item;
  const { verdict, reason, decidedByName, decidedAt, outcome } = item;
  return {
    ...{ record: "person", number, userId, name, email, status, byRole },
    groups: item.groups.map((group) => ({
      ...{ name: group.name, sources: [...group.sources].sort() },
    })),
    ...{ lastUsedAt, sessions, kinds: kindsInOrder(item) },
    ...{ verdict, reason, decidedByName, decidedAt },
    outcome: outcome === null ? null : describeOutcome(outcome),
  };
}

/** Kinds that were added later have a column only where something was counted: old digests stay true. */
const ADDED_LATER: readonly StatementKind[] = ["privilege"];

function columnsOf(kinds: readonly StatementKind[]): string[] {
  return [
    ...["review", "subject kind", "subject", "number", "name", "e-mail", "status", "groups"],
    ...["by role", "last used", "sessions", "period days", ...kinds],
    ...["verdict", "reason", "decided by", "decided at", "outcome"],
  ];
}

function asCsv({ review, items }: ReviewResult): string {
  const { id, subject, periodDays } = review;
  const kinds = STATEMENT_KINDS.filter(
    (kind) => !ADDED_LATER.includes(kind) || items.some((item) => item.kinds[kind] !== undefined),
  );
  const rows = items.map((item) => {
    const counts = kindsInOrder(item);
    const { number, name, email, status, lastUsedAt, sessions, decidedAt, outcome } = item;
    return csvLine([
      ...[id, subject.kind, subject.name, String(number), name, email, status],
      item.groups
        .map((group) => `${group.name} (${[...group.sources].sort().join(", ")})`)
        .join("; "),
      ...[item.byRole ? "yes" : "no", iso(lastUsedAt), String(sessions), String(periodDays)],
      ...kinds.map((kind) => String(counts[kind] ?? 0)),
      ...[item.verdict ?? "", item.reason, item.decidedByName ?? "", iso(decidedAt)],
      outcome === null ? "" : describeOutcome(outcome),
    ]);
  });
  return csvLine(columnsOf(kinds)) + rows.join("");
}

function kindsInOrder({ kinds }: ReviewItem): ReviewItem["kinds"] {
  return Object.fromEntries(
    STATEMENT_KINDS.filter((kind) => kinds[kind] !== undefined).map((kind) => [kind, kinds[kind]]),
  );
}

function iso(at: Date | null): string {
  return at === null ? "" : at.toISOString();
}

/** An outcome as a sentence, the same on the page and in the files. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case "kept":
      return "kept";
    case "by-role":
      return "not reviewed: the role gives access";
    case "gone":
      return "had lost it before";
    case "removed":
      return `removed from ${outcome.from.join(", ")}`;
    case "not-removed":
      return [
        ...(outcome.from.length > 0 ? [`removed from ${outcome.from.join(", ")}`] : []),
        ...(outcome.provider.length > 0
          ? [
              `not carried out for ${outcome.provider.join(", ")}: comes from the identity provider and must be removed there`,
            ]
          : []),
        ...(outcome.joinedSince.length > 0
          ? [`not carried out for ${outcome.joinedSince.join(", ")}: joined after the review began`]
          : []),
      ].join("; ");
  }
}
