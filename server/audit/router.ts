import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { auditFilter } from "./filter";
import { getEvent } from "./get-event";
import { eventNames } from "./list-event-names";
import { listEvents } from "./list-events";
import { presentEvent, presentEventDetail, presentVerification } from "./present";
import { verifyTrail } from "./verify-trail";

const byId = z.strictObject({ id: z.string().regex(/^\d{1,18}$/) });

export const auditRouter = router({
  list: procedureFor("audit:see")
    .input(auditFilter)
    .query(async ({ ctx, input }) => {
      const { rows, nextCursor } = await listEvents(ctx.deps, input);
      return { rows: rows.map(presentEvent), nextCursor };
    }),

  get: procedureFor("audit:see")
    .input(byId)
    .query(async ({ ctx, input }) => presentEventDetail(await getEvent(ctx.deps, input.id))),

  eventNames: procedureFor("audit:see").query(({ ctx }) => eventNames(ctx.deps)),

  /** A mutation, because it leaves an event of its own. */
  verify: procedureFor("audit:see").mutation(async ({ ctx }) =>
    presentVerification(await verifyTrail(ctx.deps, ctx)),
  ),
});
