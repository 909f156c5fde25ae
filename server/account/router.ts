import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { PASSWORD_LIMITS } from "../people/password";
import {
  describeFactor,
  disableFactor,
  renewRecoveryCodes,
  resetFactor,
} from "../second-factor/change-factor";
import { beginEnrolment } from "../second-factor/enrol";
import { changeOwnPassword } from "./change-own-password";
import { describeMe } from "./describe-me";
import { endOtherSignIns, endOwnSignIn } from "./end-own-sign-ins";
import { listOwnSignIns } from "./list-own-sign-ins";
import { presentMe, presentSignIn } from "./present";
import { enableSecondFactor } from "./second-factor";

const password = z.string().min(1).max(PASSWORD_LIMITS.charactersMax);
const code = z.string().trim().min(6).max(40);
const factorProof = z.strictObject({ password, code });
const passwordChange = z.strictObject({ current: password, next: password });

export const accountRouter = router({
  me: procedureFor("account:own").query(async ({ ctx }) =>
    presentMe(ctx.actor, await describeMe(ctx.deps, ctx.actor)),
  ),

  signIns: procedureFor("account:own").query(async ({ ctx }) => {
    const rows = await listOwnSignIns(ctx.deps, ctx.actor);
    return { rows: rows.map((row) => presentSignIn(row, ctx.actor)) };
  }),

  endSignIn: procedureFor("account:own")
    .input(z.strictObject({ id: z.string().max(64) }))
    .mutation(async ({ ctx, input }) => await endOwnSignIn(ctx.deps, ctx.actor, input.id)),

  endOtherSignIns: procedureFor("account:own").mutation(async ({ ctx }) => ({
    ended: await endOtherSignIns(ctx.deps, ctx.actor),
  })),

  secondFactor: procedureFor("account:own").query(({ ctx }) => describeFactor(ctx.deps, ctx.actor)),

  beginSecondFactor: procedureFor("account:own")
    .input(z.strictObject({ password }))
    .mutation(({ ctx, input }) => beginEnrolment(ctx.deps, ctx.actor, input.password)),

  confirmSecondFactor: procedureFor("account:own")
    .input(z.strictObject({ code }))
    .mutation(({ ctx, input }) => enableSecondFactor(ctx.deps, ctx.actor, input.code)),

  endSecondFactor: procedureFor("account:own")
    .input(factorProof)
    .mutation(({ ctx, input }) => disableFactor(ctx.deps, ctx.actor, input)),

  renewRecoveryCodes: procedureFor("account:own")
    .input(factorProof)
    .mutation(({ ctx, input }) => renewRecoveryCodes(ctx.deps, ctx.actor, input)),

  /** Somebody else's, who lost their authenticator. */
  resetSecondFactor: procedureFor("people:manage")
    .input(z.strictObject({ userId: z.string().min(1).max(40) }))
    .mutation(({ ctx, input }) => resetFactor(ctx.deps, ctx, input.userId)),

  changePassword: procedureFor("account:own")
    .input(passwordChange)
    .mutation(async ({ ctx, input }) => await changeOwnPassword(ctx.deps, ctx.actor, input)),
});
