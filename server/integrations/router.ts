import { z } from "zod";
import { DELIVERY_STATES } from "@/domain/integrations/delivery";
import { procedureFor, router } from "../api/trpc";
import { createIntegration } from "./create-integration";
import { deleteIntegration } from "./delete-integration";
import { integrationChange, integrationForm } from "./form";
import { getIntegration } from "./get-integration";
import { confirmChatLink, describeChatLink } from "./link-chat";
import { listDeliveries } from "./list-deliveries";
import { listIntegrations } from "./list-integrations";
import { listChatAccounts, unlinkChatAccount } from "./own-chat-accounts";
import { presentDelivery, presentIntegration, presentOneIntegration } from "./present";
import { replayDelivery } from "./replay-delivery";
import { rotateSecret } from "./rotate-secret";
import { testIntegration } from "./test-integration";
import { updateIntegration } from "./update-integration";

const byId = z.strictObject({ id: z.string().min(1).max(40) });
const byToken = z.strictObject({ token: z.string().min(1).max(2_000) });
const chatAccount = z.strictObject({
  integrationId: z.string().min(1).max(40),
  externalId: z.string().min(1).max(100),
});
const log = byId.extend({
  state: z.enum(DELIVERY_STATES).optional(),
  cursor: z.string().max(40).nullish(),
  // The client's paging says which way it goes; there is only one.
  direction: z.literal("forward").optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

export const integrationsRouter = router({
  list: procedureFor("integrations:see").query(async ({ ctx }) => {
    const rows = await listIntegrations(ctx.deps);
    return { rows: rows.map((row) => presentIntegration(row, ctx.actor)) };
  }),

  get: procedureFor("integrations:see")
    .input(byId)
    .query(async ({ ctx, input }) =>
      presentOneIntegration(await getIntegration(ctx.deps, input.id), ctx.actor, ctx.deps.env.url),
    ),

  create: procedureFor("integrations:manage")
    .input(integrationForm)
    .mutation(({ ctx, input }) => createIntegration(ctx.deps, ctx, input)),

  update: procedureFor("integrations:manage")
    .input(integrationChange)
    .mutation(({ ctx, input }) => updateIntegration(ctx.deps, ctx, input)),

  delete: procedureFor("integrations:manage")
    .input(byId)
    .mutation(({ ctx, input }) => deleteIntegration(ctx.deps, ctx, input.id)),

  rotateSecret: procedureFor("integrations:manage")
    .input(byId)
    .mutation(({ ctx, input }) => rotateSecret(ctx.deps, ctx, input.id)),

  test: procedureFor("integrations:manage")
    .input(byId)
    .mutation(({ ctx, input }) => testIntegration(ctx.deps, ctx, input.id)),

  deliveries: procedureFor("integrations:see")
    .input(log)
    .query(async ({ ctx, input }) => {
      const { rows, nextCursor } = await listDeliveries(ctx.deps, input);
      return { rows: rows.map((row) => presentDelivery(row, ctx.actor)), nextCursor };
    }),

  chatLink: procedureFor("account:own")
    .input(byToken)
    .query(({ ctx, input }) => describeChatLink(ctx.deps, input.token)),

  confirmChatLink: procedureFor("account:own")
    .input(byToken)
    .mutation(({ ctx, input }) => confirmChatLink(ctx.deps, ctx, input.token)),

  chatAccounts: procedureFor("account:own").query(async ({ ctx }) => ({
    rows: await listChatAccounts(ctx.deps, ctx.actor),
  })),

  unlinkChatAccount: procedureFor("account:own")
    .input(chatAccount)
    .mutation(({ ctx, input }) => unlinkChatAccount(ctx.deps, ctx, input)),

  replay: procedureFor("integrations:manage")
    .input(byId)
    .mutation(({ ctx, input }) => replayDelivery(ctx.deps, ctx, input.id)),
});
