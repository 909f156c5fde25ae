import { z } from "zod";
import { procedureForAnyone, router } from "../api/trpc";
import { PASSWORD_LIMITS } from "../people/password";
import { createFirstAdmin } from "./create-first-admin";
import { setupState } from "./setup-state";

const firstAdmin = z.strictObject({
  token: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(200),
  email: z.string().trim().max(320).pipe(z.email()),
  password: z.string().max(PASSWORD_LIMITS.charactersMax),
});

export const setupRouter = router({
  state: procedureForAnyone().query(async ({ ctx }) => await setupState(ctx.deps)),

  createFirstAdmin: procedureForAnyone()
    .input(firstAdmin)
    .mutation(async ({ ctx, input }) =>
      createFirstAdmin(ctx.deps, { ...input, origin: ctx.origin }),
    ),
});
