import { procedureFor, router } from "../api/trpc";
import { applyEdits } from "./apply-edits";
import { editsToPreview, gridEdits, gridWindow, whoMayInput, whyInput } from "./form";
import { presentEffects, presentGrid, presentWhoMay, presentWhy } from "./present";
import { previewEdits } from "./preview-edits";
import { readGrid } from "./read-grid";
import { whoMay } from "./who-may";
import { why } from "./why";

export const accessRouter = router({
  grid: procedureFor("access:see")
    .input(gridWindow)
    .query(async ({ ctx, input }) => presentGrid(await readGrid(ctx.deps, input))),

  /** Changes nothing; a mutation because many edits are too long for an address. */
  preview: procedureFor("access:manage")
    .input(editsToPreview)
    .mutation(async ({ ctx, input }) => presentEffects(await previewEdits(ctx.deps, input.edits))),

  save: procedureFor("access:manage")
    .input(gridEdits)
    .mutation(({ ctx, input }) => applyEdits(ctx.deps, ctx, input)),

  whoMay: procedureFor("access:see")
    .input(whoMayInput)
    .query(async ({ ctx, input }) => presentWhoMay(await whoMay(ctx.deps, ctx.actor, input))),

  /** Changes nothing; a mutation because a command belongs into no address. */
  why: procedureFor("access:why")
    .input(whyInput)
    .mutation(async ({ ctx, input }) => presentWhy(await why(ctx.deps, ctx.actor, input))),
});
