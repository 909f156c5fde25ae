import { assessRisk, type RiskAssessment } from "@/domain/statements/assess-risk";
import { loadStatementParser } from "@/domain/statements/engine";
import { factsOf, type StatementParser } from "@/domain/statements/facts";

let loading: Promise<StatementParser> | null = null;

/** How dangerous a statement is. What the parser cannot read is of unknown effect, so of high risk. */
export async function readRisk(statement: string): Promise<RiskAssessment> {
  loading ??= loadStatementParser();
  return assessRisk(factsOf(await loading, statement));
}
