import type { GuardReason, Verdict } from "@/domain/guardrails/guard-input";
import type { OutputLine } from "@/domain/guardrails/guard-output";
import { Prisma } from "@/prisma/generated/client";
import type { Sql, Tx } from "../../db/db";

/** What a session keeps of what guardrails said: all but where it was counted in bytes. */
export interface KeptVerdict {
  readonly outcome: Verdict["outcome"];
  readonly reasons: readonly Omit<GuardReason, "startByte" | "endByte">[];
  readonly leftOut: number;
}

/** Keeps what guardrails said of its command, instead of what they said before it was held. */
export async function keepVerdict(sql: Sql, id: string, verdict: Verdict): Promise<void> {
  const { outcome, reasons, leftOut } = verdict;
  const kept: KeptVerdict = {
    ...{ outcome, leftOut },
    reasons: reasons.map(({ startByte: _start, endByte: _end, ...reason }) => reason),
  };
  await sql`UPDATE session SET guardrails = ${JSON.stringify(kept)}::jsonb WHERE id = ${id}`;
}

export interface KeptGuarding {
  /** `null`: they said nothing of its command. */
  readonly guardrails: KeptVerdict | null;
  /** `null`: they did nothing to its result. */
  readonly outputGuarded: readonly OutputLine[] | null;
}

export async function findGuarding(tx: Tx, id: string): Promise<KeptGuarding> {
  const select = { guardrails: true, outputGuarded: true };
  const row = await tx.session.findUnique({ where: { id }, select });
  return {
    guardrails: (row?.guardrails ?? null) as KeptVerdict | null,
    outputGuarded: (row?.outputGuarded ?? null) as readonly OutputLine[] | null,
  };
}

/** Of sessions `s`: by the name that the rule had then, for what a session says of it is not rewritten. */
export function metBy(guardrail: string): Prisma.Sql {
  const said = JSON.stringify({ reasons: [{ rule: guardrail }] });
  const did = JSON.stringify([{ rule: guardrail }]);
  return Prisma.sql`(s.guardrails @> ${said}::jsonb OR s."outputGuarded" @> ${did}::jsonb)`;
}
