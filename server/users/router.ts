import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { editGroupsOfMany } from "./bulk-groups";
import { createUser } from "./create-user";
import { deleteUser } from "./delete-user";
import { bulkGroups, newUser, statusChange, userChange, userId, userList } from "./form";
import { getUser } from "./get-user";
import { listUsers } from "./list-users";
import { presentUser, presentUserDetail } from "./present";
import { resetPassword } from "./reset-password";
import { setStatus } from "./set-status";
import { updateUser } from "./update-user";

const byId = z.strictObject({ id: userId });

export const usersRouter = router({
  list: procedureFor("people:see")
    .input(userList)
    .query(async ({ ctx, input }) => {
      const { rows, total } = await listUsers(ctx.deps, input);
      return { rows: rows.map(presentUser), total };
    }),

  get: procedureFor("people:see")
    .input(byId)
    .query(async ({ ctx, input }) => presentUserDetail(await getUser(ctx.deps, input.id))),

  create: procedureFor("people:manage")
    .input(newUser)
    .mutation(({ ctx, input }) => createUser(ctx.deps, ctx, input)),

  update: procedureFor("people:manage")
    .input(userChange)
    .mutation(({ ctx, input }) => updateUser(ctx.deps, ctx, input)),

  setStatus: procedureFor("people:manage")
    .input(statusChange)
    .mutation(({ ctx, input }) => setStatus(ctx.deps, ctx, input)),

  delete: procedureFor("people:manage")
    .input(byId)
    .mutation(({ ctx, input }) => deleteUser(ctx.deps, ctx, input.id)),

  resetPassword: procedureFor("people:manage")
    .input(byId)
    .mutation(({ ctx, input }) => resetPassword(ctx.deps, ctx, input.id)),

  bulkGroups: procedureFor("people:manage")
    .input(bulkGroups)
    .mutation(({ ctx, input }) => editGroupsOfMany(ctx.deps, ctx, input)),
});
