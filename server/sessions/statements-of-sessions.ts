import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { ownSessionsOf } from "@/domain/policy/decide-session";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { distinctStatements, type SessionStatement } from "./statements/store";

const DAY_MS = 24 * 3600 * 1000;
const DAYS = 30;
/** Of so many of the newest sessions at most. */
const SESSIONS_MAX = 5_000;

export interface StatementsWanted {
  readonly by: { readonly actor: Actor; readonly origin: string };
  readonly statementsMax: number;
  /** Longer ones are left out. */
  readonly statementCharactersMax: number;
  readonly charactersMax: number;
}

export interface StatementsOfSessions {
  readonly statements: readonly SessionStatement[];
  /** Not all of what was run is among them. */
  readonly isCut: boolean;
}

/**
 * What was run in the last month on which connection, each once, the newest first, of the sessions
 * that this person may see. What others ran is evidence: who reads it is in the audit trail.
 */
export async function statementsOfSessions(
  deps: Deps,
  wanted: StatementsWanted,
): Promise<StatementsOfSessions> {
  const { by, statementsMax, statementCharactersMax, charactersMax } = wanted;
  const own = may(by.actor, "sessions:seeAll") ? null : ownSessionsOf(by.actor);
  const { rows, sessions, tooLong } = await distinctStatements(deps.db.read, {
    ...{ own, since: new Date(deps.now().getTime() - DAYS * DAY_MS), sessionsMax: SESSIONS_MAX },
    ...{ statementCharactersMax, rowsMax: statementsMax + 1 },
  });
  const statements: SessionStatement[] = [];
  let left = charactersMax;
  for (const row of rows.slice(0, statementsMax)) {
    left -= row.statement.length;
    if (left < 0) break;
    statements.push(row);
  }
  await recordRead(deps, by, statements.length);
  const isCut = statements.length < rows.length || tooLong > 0 || sessions >= SESSIONS_MAX;
  return { statements, isCut };
}

async function recordRead(deps: Deps, by: StatementsWanted["by"], statements: number) {
  const { actor, origin } = by;
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "statements.read", subject: "guardrail workbench" },
      after: { statements, days: DAYS },
    }),
  );
}
