import type { UserId } from "@/domain/people/user";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { stepOfCode } from "./authenticator";
import { openSecret } from "./factor-secret";
import { hashRecoveryCode } from "./recovery-code";
import { acceptStep, findFactor, spendRecoveryCode } from "./store";

/** `off`: this person is asked for no code. */
export type CodeVerdict = "off" | "needed" | "right" | "wrong";

export interface GivenCode {
  readonly person: { readonly id: UserId; readonly email: string };
  /** Empty when none was given. */
  readonly code: string;
}

/** A code of the authenticator or a recovery code; either is spent by being right. */
export async function checkCode(deps: Deps, { person, code }: GivenCode): Promise<CodeVerdict> {
  const factor = await findFactor(deps.db.read, person.id);
  if (factor === null || factor.confirmedAt === null) return "off";
  const typed = code.replaceAll(/[\s-]/g, "");
  if (typed === "") return "needed";
  const isRight = /^\d{6}$/.test(typed)
    ? await acceptCode(deps, person.id, { box: factor.secret, code: typed })
    : await spendOnPaper(deps, person, typed);
  return isRight ? "right" : "wrong";
}

export async function acceptCode(
  deps: Deps,
  userId: UserId,
  { box, code }: { readonly box: Uint8Array; readonly code: string },
): Promise<boolean> {
  const step = stepOfCode(openSecret(deps, userId, box), code, deps.now());
  return step !== null && (await deps.db.transaction((tx) => acceptStep(tx, userId, step)));
}

async function spendOnPaper(
  deps: Deps,
  { id, email }: GivenCode["person"],
  code: string,
): Promise<boolean> {
  return await deps.db.transaction(async (tx) => {
    const spent = { codeHash: hashRecoveryCode(code), now: deps.now() };
    if (!(await spendRecoveryCode(tx, id, spent))) return false;
    await recordAudit(tx, { actor: null, event: "user.recoveryCodeUsed", subject: email });
    return true;
  });
}
