import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { PASSWORD_LIMITS } from "../people/password";
import { changeOwnPassword } from "./change-own-password";
import { describeMe } from "./describe-me";
import { endOtherSignIns, endOwnSignIn } from "./end-own-sign-ins";
import { listOwnSignIns } from "./list-own-sign-ins";
import { presentMe, presentSignIn } from "./present";

const password = z.string().min(1).max(PASSWORD_LIMITS.charactersMax);
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

  changePassword: procedureFor("account:own")
    .input(passwordChange)
    .mutation(async ({ ctx, input }) => await changeOwnPassword(ctx.deps, ctx.actor, input)),
});
