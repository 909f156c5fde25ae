import { z } from "zod";
import { procedureFor, procedureForAnyone, router } from "../api/trpc";
import { listGroups } from "./list-groups";
import { PASSWORD_LIMITS } from "./password";
import { presentGroup } from "./present";
import { describePasswordLink, usePasswordLink } from "./use-password-link";

const token = z.string().min(1).max(100);
const passwordByLink = z.strictObject({
  token,
  password: z.string().max(PASSWORD_LIMITS.charactersMax),
});

export const peopleRouter = router({
  /** The names to pick from; `groups.list` is the list to look at. */
  groups: procedureFor("people:see").query(async ({ ctx }) => ({
    rows: (await listGroups(ctx.deps)).map(presentGroup),
  })),

  passwordLink: procedureForAnyone()
    .input(z.strictObject({ token }))
    .query(({ ctx, input }) => describePasswordLink(ctx.deps, input.token)),

  setPassword: procedureForAnyone()
    .input(passwordByLink)
    .mutation(({ ctx, input }) => usePasswordLink(ctx.deps, { ...input, origin: ctx.origin })),
});
