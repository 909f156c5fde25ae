import type { Actor, UserId } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { confirmPassword } from "../people/confirm-password";
import { checkCode } from "./check-code";
import { factorOff, wrongCode } from "./enrol";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-code";
import {
  countRecoveryCodes,
  findFactor,
  findFactorPerson,
  removeFactor,
  replaceRecoveryCodes,
} from "./store";

/** What proves that it is the person, and not somebody at their open browser. */
export interface FactorProof {
  readonly password: string;
  readonly code: string;
}

async function proveBoth(deps: Deps, actor: Actor, { password, code }: FactorProof): Promise<void> {
  const person = { id: actor.userId, email: actor.email };
  await confirmPassword(deps, actor, {
    password,
    async also() {
      const verdict = await checkCode(deps, { person, code });
      if (verdict === "off") throw factorOff();
      if (verdict !== "right") throw wrongCode();
    },
  });
}

export async function disableFactor(
  deps: Deps,
  actor: Actor,
  proof: FactorProof,
): Promise<Record<string, never>> {
  await proveBoth(deps, actor, proof);
  await deps.db.transaction(async (tx) => {
    await removeFactor(tx, actor.userId);
    await recordAudit(tx, { actor, event: "user.secondFactorDisabled", subject: actor.email });
  });
  return {};
}

/** New recovery codes; the old ones are void. */
export async function renewRecoveryCodes(
  deps: Deps,
  actor: Actor,
  proof: FactorProof,
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  await proveBoth(deps, actor, proof);
  const recoveryCodes = newRecoveryCodes();
  await deps.db.transaction(async (tx) => {
    await replaceRecoveryCodes(tx, actor.userId, recoveryCodes.map(hashRecoveryCode));
    await recordAudit(tx, { actor, event: "user.recoveryCodesRenewed", subject: actor.email });
  });
  return { recoveryCodes };
}

/** An admin takes the second factor of somebody who lost it away; they set up a new one themself. */
export async function resetFactor(
  deps: Deps,
  { actor, origin }: Administrator,
  userId: string,
): Promise<Record<string, never>> {
  await deps.db.transaction(async (tx) => {
    const person = await findFactorPerson(tx, userId);
    if (person === null) throw new Refusal("ACCESS.NOT_FOUND", "There is no such person.");
    if (!(await removeFactor(tx, userId as UserId))) throw factorOff();
    await recordAudit(tx, {
      ...{ actor, origin, event: "user.secondFactorReset", subject: person.email },
    });
  });
  return {};
}

export interface FactorState {
  readonly isLocal: boolean;
  readonly on: boolean;
  readonly recoveryCodesLeft: number;
}

export async function describeFactor(deps: Deps, { userId }: Actor): Promise<FactorState> {
  const { read } = deps.db;
  const [person, factor, recoveryCodesLeft] = await Promise.all([
    findFactorPerson(read, userId),
    findFactor(read, userId),
    countRecoveryCodes(read, userId),
  ]);
  const on = factor !== null && factor.confirmedAt !== null;
  return { isLocal: person?.isLocal === true, on, recoveryCodesLeft };
}
