import { procedureFor, router } from "../api/trpc";
import { previewForm, previewOf } from "./form";
import { latestPreview } from "./latest-preview";
import { presentPreview } from "./present";
import { runPreview } from "./run-preview";

export const previewsRouter = router({
  /** Answers when it is over: it is short, and bounded by the agent and by the target itself. */
  run: procedureFor("requests:preview")
    .input(previewForm)
    .mutation(async ({ ctx, input }) => {
      await runPreview(ctx.deps, ctx, input);
      return presentPreview(await latestPreview(ctx.deps, ctx.actor, input.id));
    }),

  latest: procedureFor("requests:see")
    .input(previewOf)
    .query(async ({ ctx, input }) =>
      presentPreview(await latestPreview(ctx.deps, ctx.actor, input.id)),
    ),
});
