import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { createConnection } from "./create-connection";
import { deleteConnection } from "./delete-connection";
import { connectionFilter } from "./filter";
import { connectionChange, connectionForm, connectionProbe } from "./form";
import { getConnection } from "./get-connection";
import { listConnections } from "./list-connections";
import { presentConnection, presentConnectionDetail } from "./present";
import { testConnection } from "./test-connection";
import { updateConnection } from "./update-connection";

const byName = z.strictObject({ name: z.string().min(1).max(64) });

export const connectionsRouter = router({
  list: procedureFor("connections:see")
    .input(connectionFilter.prefault({}))
    .query(async ({ ctx, input }) => {
      const { rows, nextCursor, total } = await listConnections(ctx.deps, ctx.actor, input);
      return { rows: rows.map(presentConnection), nextCursor, total };
    }),

  get: procedureFor("connections:see")
    .input(byName)
    .query(async ({ ctx, input }) =>
      presentConnectionDetail(await getConnection(ctx.deps, ctx.actor, input.name)),
    ),

  create: procedureFor("connections:manage")
    .input(connectionForm)
    .mutation(({ ctx, input }) => createConnection(ctx.deps, ctx, input)),

  update: procedureFor("connections:manage")
    .input(connectionChange)
    .mutation(({ ctx, input }) => updateConnection(ctx.deps, ctx, input)),

  delete: procedureFor("connections:manage")
    .input(byName)
    .mutation(({ ctx, input }) => deleteConnection(ctx.deps, ctx, input.name)),

  test: procedureFor("connections:manage")
    .input(connectionProbe)
    .mutation(({ ctx, input }) => testConnection(ctx.deps, ctx, input)),
});
