import type { ConnectionKind } from "@/domain/connections/connection";
import { KINDS } from "@/domain/connections/kinds";
import { assessRisk, type RiskAssessment } from "@/domain/statements/assess-risk";
import { factsOf, type ParsedText, type StatementFacts } from "@/domain/statements/facts";
import { makeParsers } from "@/domain/statements/parsers";

const parsers = makeParsers();
const parserFor = (kind: ConnectionKind) => parsers(KINDS[kind].dialect);

/** How dangerous a statement is. What the parser cannot read is of unknown effect, so of high risk. */
export async function readRisk(statement: string, kind: ConnectionKind): Promise<RiskAssessment> {
  return assessRisk(await factsOfStatement(statement, kind));
}

export async function factsOfStatement(
  statement: string,
  kind: ConnectionKind,
): Promise<readonly StatementFacts[]> {
  return factsOf(await parserFor(kind), statement);
}

export async function parseStatement(statement: string, kind: ConnectionKind): Promise<ParsedText> {
  return (await parserFor(kind)).parse(statement);
}
