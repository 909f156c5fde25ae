import { requestsVisibleTo } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import { csvLine } from "@/domain/rows/csv";
import { recordAudit } from "../audit/record-audit";
import { currentActor } from "../auth/current-actor";
import type { Deps } from "../deps";
import type { RequestExport } from "./form";
import {
  countRequests,
  pageRequests,
  type RequestPosition,
  type RequestSummary,
} from "./list/store";
import type { Voter } from "./vote-on-request";

const EXPORT_LIMITS = { rowsMax: 100_000, rowsAtOnceMax: 500 } as const;
const HEAD = [
  ...["request", "kind", "state", "requester", "email", "connection", "command", "reason", "risk"],
  ...["rules", "break glass", "asked at (UTC)", "ended at (UTC)", "because"],
];

/**
 * The filtered requests that this person may see as lines of CSV, read a few hundred at a time. Audited
 * before the first line; ends with SIGNIN.ENDED when the reader is signed out meanwhile.
 */
export async function exportRequests(
  deps: Deps,
  { actor, origin }: Voter,
  filter: RequestExport,
): Promise<AsyncGenerator<string>> {
  const { box, kind, text } = filter;
  const where = {
    ...{ reach: requestsVisibleTo(actor), userId: actor.userId, box, kind, text },
    states: filter.state === undefined ? undefined : [filter.state],
  };
  const total = await countRequests(deps.db.read, where);
  if (total > EXPORT_LIMITS.rowsMax) {
    const because = `An export holds at most ${EXPORT_LIMITS.rowsMax} requests; narrow the list.`;
    throw new Refusal("LIMIT.ROWS", because);
  }
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "requests.exported", subject: "requests" },
      after: { filter, requests: total },
    }),
  );
  return lines();

  async function* lines() {
    yield csvLine(HEAD);
    let after: RequestPosition | null = null;
    for (let read = 0; read < EXPORT_LIMITS.rowsMax; ) {
      if ((await currentActor(deps, actor)) === null) {
        throw new Refusal("SIGNIN.ENDED", "Your sign-in has ended.");
      }
      const rowsMax = EXPORT_LIMITS.rowsAtOnceMax;
      const rows: RequestSummary[] = await pageRequests(deps.db.read, { where, after, rowsMax });
      for (const row of rows) yield csvLine(cellsOf(row));
      read += rows.length;
      after = rows.at(-1) ?? null;
      if (rows.length < rowsMax) return;
    }
  }
}

function cellsOf(row: RequestSummary): string[] {
  const { id, kind, state, requesterName, requesterEmail, connectionName, reason, risk } = row;
  const command = row.commandCut ? `${row.command}… (cut)` : row.command;
  const rules = row.demands.map((one) => one.rule).join("; ");
  return [
    ...[id, kind, state, requesterName, requesterEmail, connectionName, command, reason, risk],
    ...[rules, row.forced ? "yes" : "no", row.createdAt.toISOString()],
    ...[row.endedAt?.toISOString() ?? "", row.because ?? ""],
  ];
}
