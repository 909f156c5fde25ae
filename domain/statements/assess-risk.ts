import { STATEMENT_KINDS, type StatementFacts, type StatementKind } from "./facts";

export type Risk = "low" | "medium" | "high";

export interface RiskAssessment {
  readonly risk: Risk;
  /** Sentences for a person, the gravest first; empty when every statement only reads. */
  readonly reasons: readonly string[];
}

const OF_KIND: Record<StatementKind, { readonly risk: Risk; readonly reason: string | null }> = {
  read: { risk: "low", reason: null },
  transaction: { risk: "medium", reason: "Controls the transaction." },
  utility: { risk: "medium", reason: "Changes settings or maintains the database." },
  write: { risk: "medium", reason: "Changes rows." },
  schema: { risk: "high", reason: "Changes the schema." },
  privilege: { risk: "high", reason: "Changes who may do what." },
  unknown: { risk: "high", reason: "Its effect cannot be known before it runs." },
};

/** How reasons were worded in sessions that are kept. */
const FORMERLY: Readonly<Record<string, string>> = {
  "Changes the schema or its rights.": "Changes the schema.",
};

const ORDER: readonly Risk[] = ["low", "medium", "high"];

/** How dangerous a text is: as dangerous as its most dangerous statement. */
export function assessRisk(statements: readonly StatementFacts[]): RiskAssessment {
  const findings = statements.flatMap(findingsOf);
  const risk = ORDER.findLast((level) => findings.some((finding) => finding.risk === level));
  const gravestFirst = [...findings].sort(
    (one, other) => ORDER.indexOf(other.risk) - ORDER.indexOf(one.risk),
  );
  return {
    risk: risk ?? "low",
    reasons: [...new Set(gravestFirst.flatMap(({ reason }) => (reason === null ? [] : [reason])))],
  };
}

/**
 * Which kinds of statements a text held, read back from the reasons that were kept with it. What only
 * reads leaves no reason of its kind.
 */
export function kindsOfReasons(reasons: readonly string[]): StatementKind[] {
  const worded = reasons.map((reason) => FORMERLY[reason] ?? reason);
  const kinds = STATEMENT_KINDS.filter((kind) => {
    const { reason } = OF_KIND[kind];
    return reason !== null && worded.includes(reason);
  });
  return kinds.length === 0 ? ["read"] : kinds;
}

function findingsOf(facts: StatementFacts): { risk: Risk; reason: string | null }[] {
  const findings = [OF_KIND[facts.kind]];
  if (facts.everyRow) {
    findings.push({ risk: "high", reason: "Changes every row of a table." });
  }
  if (facts.unknownCalls.length > 0) {
    findings.push({ risk: "medium", reason: "Calls functions of which the effect is not known." });
  }
  if (facts.outside) {
    findings.push({ risk: "high", reason: "Reaches files or programs of the target's machine." });
  }
  return findings;
}
