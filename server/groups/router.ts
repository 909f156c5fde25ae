import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { createGroup } from "./create-group";
import { deleteGroup } from "./delete-group";
import { groupId, groupList, groupName, groupPage } from "./form";
import { getGroup } from "./get-group";
import { groupChangeEffect } from "./group-change-effect";
import { listGroups } from "./list-groups";
import { presentEffect, presentGroup, presentGroupDetail } from "./present";
import { renameGroup } from "./rename-group";

const byId = z.strictObject({ id: groupId });
const renaming = z.strictObject({ id: groupId, name: groupName });

export const groupsRouter = router({
  list: procedureFor("people:see")
    .input(groupList)
    .query(async ({ ctx, input }) => {
      const { rows, total } = await listGroups(ctx.deps, input);
      return { rows: rows.map(presentGroup), total };
    }),

  get: procedureFor("people:see")
    .input(groupPage)
    .query(async ({ ctx, input }) => presentGroupDetail(await getGroup(ctx.deps, input))),

  create: procedureFor("people:manage")
    .input(z.strictObject({ name: groupName }))
    .mutation(({ ctx, input }) => createGroup(ctx.deps, ctx, input.name)),

  rename: procedureFor("people:manage")
    .input(renaming)
    .mutation(({ ctx, input }) => renameGroup(ctx.deps, ctx, input)),

  delete: procedureFor("people:manage")
    .input(byId)
    .mutation(({ ctx, input }) => deleteGroup(ctx.deps, ctx, input.id)),

  deletionEffect: procedureFor("people:manage")
    .input(byId)
    .query(async ({ ctx, input }) =>
      presentEffect(await groupChangeEffect(ctx.deps, input.id, null)),
    ),

  renamingEffect: procedureFor("people:manage")
    .input(renaming)
    .query(async ({ ctx, input }) =>
      presentEffect(await groupChangeEffect(ctx.deps, input.id, input.name)),
    ),
});
