import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { createAgent } from "./create-agent";
import { deleteAgent } from "./delete-agent";
import { listAgents } from "./list-agents";
import { presentAgent } from "./present";
import { rotateAgentKey } from "./rotate-agent-key";

const name = z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/);
const byId = z.strictObject({ id: z.string().min(1).max(40) });

export const agentsRouter = router({
  list: procedureFor("agents:see").query(async ({ ctx }) => {
    const agents = await listAgents(ctx.deps);
    return { rows: agents.map((agent) => presentAgent(agent, ctx.deps.links.presence(agent.id))) };
  }),

  create: procedureFor("agents:manage")
    .input(z.strictObject({ name }))
    .mutation(({ ctx, input }) => createAgent(ctx.deps, ctx, input.name)),

  rotateKey: procedureFor("agents:manage")
    .input(byId)
    .mutation(({ ctx, input }) => rotateAgentKey(ctx.deps, ctx, input.id)),

  delete: procedureFor("agents:manage")
    .input(byId)
    .mutation(({ ctx, input }) => deleteAgent(ctx.deps, ctx, input.id)),
});
