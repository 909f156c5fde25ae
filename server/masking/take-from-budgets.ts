import { rulesInWords } from "@/domain/masking/compared-words";
import type { ComparisonBudget } from "@/domain/masking/masking-for";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { takeOne } from "./uses/store";

export interface Taken {
  readonly rule: string;
  readonly used: number;
  readonly perDay: number;
}

/**
 * Uses one comparison of a person of each of these rules, or, where one of them has none left today,
 * of none. Throws a Refusal that says which, and when it opens again.
 */
export async function takeFromBudgets(
  deps: Deps,
  userId: string,
  asked: { readonly rules: ReadonlySet<string>; readonly budgets: readonly ComparisonBudget[] },
): Promise<readonly Taken[]> {
  const now = deps.now();
  const budgets = [...asked.rules].map((name) => budgetOf(name, asked.budgets));
  // Always in one order: two commands that use two rules do not wait for each other.
  const inOrder = budgets.toSorted((one, other) => (one.ruleId < other.ruleId ? -1 : 1));
  return await deps.db.transaction(async (tx) => {
    const taken: Taken[] = [];
    for (const { ruleId, rule, perDay } of inOrder) {
      const used = await takeOne(tx, { ruleId, userId, perDay, day: dayOf(now) });
      if (used === null) throw spent({ rule, perDay }, now);
      taken.push({ rule, used, perDay });
    }
    return taken;
  });
}

function budgetOf(name: string, budgets: readonly ComparisonBudget[]): ComparisonBudget {
  const budget = budgets.find(({ rule }) => rule === name);
  if (budget !== undefined) return budget;
  throw new Refusal("MASKING.COMPARED", `Nothing counts for ${rulesInWords([name])} here.`);
}

function spent({ rule, perDay }: Pick<ComparisonBudget, "rule" | "perDay">, now: Date): Refusal {
  const opens = new Date(`${dayOf(now)}T00:00:00Z`);
  opens.setUTCDate(opens.getUTCDate() + 1);
  const whose = `${perDay} of ${perDay} commands of yours have compared columns of ${rulesInWords([rule])} today`;
  const because = `${whose}; more are let through from ${dayOf(opens)} 00:00 UTC. Nothing was sent.`;
  return new Refusal("MASKING.SPENT", because, { perDay });
}

/** Of UTC, the same for everybody: `2026-03-01`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
