import { procedureFor, router } from "../api/trpc";
import { addNote, nudge } from "./add-to-request";
import { approveMany } from "./approve-many";
import { askWindow } from "./ask-window";
import { breakGlass } from "./break-glass";
import { earlierRequests } from "./earlier-requests";
import { cancelRequest, revokeRequest } from "./end-request";
import {
  acceptForm,
  approveManyForm,
  breakGlassForm,
  byId,
  modifyForm,
  noteForm,
  requestFilter,
  revokeForm,
  statisticsForm,
  voteForm,
  windowForm,
  windowTermsForm,
} from "./form";
import { getRequest } from "./get-request";
import { countForMe, listRequests } from "./list-requests";
import { acceptProposal, modifyRequest } from "./modify-request";
import { presentEarlier, presentRequest, presentRequests } from "./present";
import { requestStatistics } from "./request-statistics";
import { viaOf, voteOnRequest } from "./vote-on-request";
import { windowTerms } from "./window-terms";

/** What every command about a request answers: where it stands now. */
function standing({ id, state, revision }: { id: string; state: string; revision: number }) {
  return { id, state, revision };
}

export const requestsRouter = router({
  list: procedureFor("requests:see")
    .input(requestFilter)
    .query(async ({ ctx, input }) =>
      presentRequests(await listRequests(ctx.deps, ctx.actor, input)),
    ),

  waitingForMe: procedureFor("requests:see").query(async ({ ctx }) => ({
    count: await countForMe(ctx.deps, ctx.actor),
  })),

  statistics: procedureFor("requests:seeAll")
    .input(statisticsForm)
    .query(({ ctx, input }) => requestStatistics(ctx.deps, input)),

  get: procedureFor("requests:see")
    .input(byId)
    .query(async ({ ctx, input }) =>
      presentRequest(await getRequest(ctx.deps, ctx.actor, input.id)),
    ),

  earlier: procedureFor("requests:see")
    .input(byId)
    .query(async ({ ctx, input }) => ({
      rows: (await earlierRequests(ctx.deps, ctx.actor, input.id)).map(presentEarlier),
    })),

  askWindow: procedureFor("requests:ask")
    .input(windowForm)
    .mutation(async ({ ctx, input }) => {
      const wish = { ...input, refersToId: input.refersToId ?? null };
      return standing(await askWindow(ctx.deps, ctx, wish));
    }),

  windowTerms: procedureFor("requests:ask")
    .input(windowTermsForm)
    .query(({ ctx, input }) => windowTerms(ctx.deps, ctx.actor, input.connection)),

  breakGlass: procedureFor("requests:ask")
    .input(breakGlassForm)
    .mutation(async ({ ctx, input }) => standing(await breakGlass(ctx.deps, ctx, input))),

  vote: procedureFor("requests:decide")
    .input(voteForm)
    .mutation(async ({ ctx, input }) => {
      const vote = { ...input, via: viaOf(ctx.actor) };
      return standing(await voteOnRequest(ctx.deps, ctx, vote));
    }),

  approveMany: procedureFor("requests:decide")
    .input(approveManyForm)
    .mutation(({ ctx, input }) => approveMany(ctx.deps, ctx, input.requests)),

  modify: procedureFor("requests:decide")
    .input(modifyForm)
    .mutation(async ({ ctx, input }) => standing(await modifyRequest(ctx.deps, ctx, input))),

  accept: procedureFor("requests:ask")
    .input(acceptForm)
    .mutation(async ({ ctx, input }) => standing(await acceptProposal(ctx.deps, ctx, input))),

  cancel: procedureFor("requests:ask")
    .input(byId)
    .mutation(async ({ ctx, input }) => standing(await cancelRequest(ctx.deps, ctx, input.id))),

  revoke: procedureFor("requests:decide")
    .input(revokeForm)
    .mutation(async ({ ctx, input }) => standing(await revokeRequest(ctx.deps, ctx, input))),

  addNote: procedureFor("requests:ask")
    .input(noteForm)
    .mutation(({ ctx, input }) => addNote(ctx.deps, ctx, input)),

  nudge: procedureFor("requests:ask")
    .input(byId)
    .mutation(({ ctx, input }) => nudge(ctx.deps, ctx, input.id)),
});
