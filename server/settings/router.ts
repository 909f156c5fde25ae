import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { beginSignInTest } from "../sign-in-tests/begin-sign-in-test";
import { readSignInTest } from "../sign-in-tests/read-sign-in-test";
import { describeSignIn } from "./describe-sign-in";
import { presentSignIn, presentSignInTest } from "./present";
import { saveSignInSettings } from "./save-sign-in-settings";
import { signInDraft, signInSettings } from "./sign-in-value";

const change = signInSettings.extend({
  version: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31),
});

export const settingsRouter = router({
  signIn: procedureFor("people:see").query(async ({ ctx }) =>
    presentSignIn(await describeSignIn(ctx.deps)),
  ),

  saveSignIn: procedureFor("people:manage")
    .input(change)
    .mutation(({ ctx, input }) => saveSignInSettings(ctx.deps, ctx, input)),

  beginSignInTest: procedureFor("people:manage")
    .input(signInDraft)
    .mutation(({ ctx, input }) => beginSignInTest(ctx.deps, ctx, input)),

  signInTest: procedureFor("people:manage")
    .input(z.strictObject({ id: z.string().min(1).max(40) }))
    .query(async ({ ctx, input }) =>
      presentSignInTest(await readSignInTest(ctx.deps, ctx.actor, input.id)),
    ),
});
