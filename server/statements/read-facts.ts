import { assessRisk, type RiskAssessment } from "@/domain/statements/assess-risk";
import { loadStatementParser } from "@/domain/statements/engine";
import {
  factsOf,
  type ParsedText,
  type StatementFacts,
  type StatementParser,
} from "@/domain/statements/facts";

let loading: Promise<StatementParser> | null = null;

/** How dangerous a statement is. What the parser cannot read is of unknown effect, so of high risk. */
export async function readRisk(statement: string): Promise<RiskAssessment> {
  return assessRisk(factsOf(await parser(), statement));
}

export async function factsOfStatement(statement: string): Promise<readonly StatementFacts[]> {
  return factsOf(await parser(), statement);
}

export async function parseStatement(statement: string): Promise<ParsedText> {
  return (await parser()).parse(statement);
}

function parser(): Promise<StatementParser> {
  loading ??= loadStatementParser();
  return loading;
}
