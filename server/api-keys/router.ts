import { z } from "zod";
import { KEY_SCOPES } from "@/domain/people/key-scope";
import { KEY_LIMITS } from "@/domain/people/key-wish";
import { procedureFor, router } from "../api/trpc";
import { createApiKey } from "./create-api-key";
import { listApiKeys } from "./list-api-keys";
import { presentApiKey } from "./present";
import { revokeApiKey } from "./revoke-api-key";

const page = z.strictObject({
  cursor: z.string().max(40).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});

const order = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@/-]*$/u),
  days: z.number().int().min(1).max(KEY_LIMITS.daysMax).default(KEY_LIMITS.daysDefault),
  scopes: z.array(z.enum(KEY_SCOPES)).max(KEY_SCOPES.length),
  isBound: z.boolean().default(false),
  groups: z.array(z.string().min(1).max(100)).max(KEY_LIMITS.groupsMax).default([]),
  addresses: z.array(z.string().trim().min(1).max(60)).max(KEY_LIMITS.addressesMax).default([]),
});

export const apiKeysRouter = router({
  list: procedureFor("apiKeys:see")
    .input(page)
    .query(async ({ ctx, input }) => {
      const { rows, nextCursor } = await listApiKeys(ctx.deps, ctx.actor, input);
      return { rows: rows.map((row) => presentApiKey(row, ctx.actor)), nextCursor };
    }),

  create: procedureFor("apiKeys:own")
    .input(order)
    .mutation(({ ctx, input }) => createApiKey(ctx.deps, ctx, input)),

  revoke: procedureFor("apiKeys:own")
    .input(z.strictObject({ id: z.string().min(1).max(40) }))
    .mutation(({ ctx, input }) => revokeApiKey(ctx.deps, ctx, input.id)),
});
