import { z } from "zod";
import { runInput } from "@/protocol/web-events";
import { procedureFor, router } from "../api/trpc";
import { endSession } from "./end-session";
import { sessionFilter } from "./filter";
import { getSession } from "./get-session";
import { listSessions } from "./list-sessions";
import { presentSession, presentSessionDetail } from "./present";
import { submitStatement } from "./submit-statement";

const byId = z.strictObject({ id: z.string().min(1).max(40) });

export const sessionsRouter = router({
  list: procedureFor("sessions:see")
    .input(sessionFilter)
    .query(async ({ ctx, input }) => {
      const { rows, nextCursor, total } = await listSessions(ctx.deps, ctx.actor, input);
      return { rows: rows.map(presentSession), nextCursor, total };
    }),

  get: procedureFor("sessions:see")
    .input(byId)
    .query(async ({ ctx, input }) =>
      presentSessionDetail(await getSession(ctx.deps, ctx.actor, input.id)),
    ),

  submit: procedureFor("sessions:run")
    .input(runInput)
    .mutation(async ({ ctx, input }) => {
      const { sessionId, stored } = await submitStatement(ctx.deps, ctx, input);
      await stored();
      return { sessionId };
    }),

  /** Auditors see sessions and end none; whose may be ended is the policy's to say. */
  end: procedureFor("sessions:run")
    .input(byId)
    .mutation(({ ctx, input }) => endSession(ctx.deps, ctx, input.id)),
});
