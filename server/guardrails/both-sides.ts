import { type Guardrail, guardrailCovers } from "@/domain/guardrails/guardrail";
import { Refusal } from "@/domain/refusal";
import type { ScopedConnection } from "@/domain/requests/access-rule";
import { findAsItIs } from "../connections/find-for-session";
import type { Deps } from "../deps";
import type { GuardrailForm, GuardrailPreview } from "./form";
import type { JudgedConnection } from "./judge-command";

/** The rules that there are, and those that somebody is writing. */
export interface BothSides {
  readonly current: readonly Guardrail[];
  readonly edited: readonly Guardrail[];
}

/** `null`: every rule that is switched on, wherever it is in force. */
export function inForceOn(connection: ScopedConnection | null, sides: BothSides): BothSides {
  const isIn = (rule: Guardrail) =>
    connection === null ? rule.enabled : guardrailCovers(rule, connection);
  return { current: sides.current.filter(isIn), edited: sides.edited.filter(isIn) };
}

/** The one that is written in the place of the one that it changes, or behind all others. */
export function withDraft(
  all: readonly Guardrail[],
  { id, guardrail }: Pick<GuardrailPreview, "id" | "guardrail">,
): readonly Guardrail[] {
  const before = all.find((one) => one.id === id);
  const draft: Guardrail = {
    ...{ ...guardrail, id: id ?? "draft", version: 1 },
    priority: before?.priority ?? all.length + 1,
  };
  return [...all.filter((one) => one.id !== id), draft];
}

/** The rules of a document, as if there were no others. */
export function asRules(written: readonly GuardrailForm[]): readonly Guardrail[] {
  return written.map((rule, at) => ({ ...rule, id: `${at}`, version: 1, priority: at + 1 }));
}

export async function knownConnection(
  deps: Deps,
  name: string | null,
): Promise<JudgedConnection | null> {
  if (name === null) return null;
  const connection = await findAsItIs(deps, name);
  if (connection !== null) return connection;
  throw new Refusal("INPUT.INVALID", `There is no connection ${name}.`, { field: "connection" });
}
