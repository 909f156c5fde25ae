import { z } from "zod";
import { REVIEW_LIMITS, SUBJECT_KINDS, VERDICTS } from "@/domain/reviews/review";
import { procedureFor, router } from "../api/trpc";
import { cancelReview } from "./cancel-review";
import { completeReview } from "./complete-review";
import { decideItems } from "./decide-items";
import { getReview } from "./get-review";
import { keepRest } from "./keep-rest";
import { listItems } from "./list-items";
import { listReviews } from "./list-reviews";
import { listSubjects } from "./list-subjects";
import { presentItems, presentReview, presentReviewDetail } from "./present";
import { listOwners, setOwners } from "./set-owners";
import { startReview } from "./start-review";
import { verifyReview } from "./verify-review";

const PAGE_ROWS_MAX = 200;
const { itemsMax, reasonCharactersMax, periodDaysMin, periodDaysMax, ownersMax } = REVIEW_LIMITS;

const id = z.string().min(1).max(40);
const byId = z.strictObject({ id });
const groupName = z.string().min(1).max(100);
const number = z.int().min(1).max(itemsMax);

const reviewForm = z.strictObject({
  kind: z.enum(SUBJECT_KINDS),
  name: z.string().min(1).max(100),
  periodDays: z.int().min(periodDaysMin).max(periodDaysMax),
});
const listForm = z.strictObject({
  cursor: z.string().max(60).optional(),
  limit: z.int().min(1).max(PAGE_ROWS_MAX).default(50),
});
const itemsForm = z.strictObject({
  ...{ id, cursor: number.nullish() },
  // The client's paging says which way it goes; there is only one.
  direction: z.literal("forward").optional(),
  shown: z.enum(["all", "undecided", "keep", "revoke"]).default("all"),
  limit: z.int().min(1).max(PAGE_ROWS_MAX).default(100),
});
const decideForm = z.strictObject({
  id,
  items: z
    .array(z.strictObject({ number, version: z.int().min(0).max(1_000_000) }))
    .min(1)
    .max(PAGE_ROWS_MAX),
  verdict: z.enum(VERDICTS),
  reason: z.string().max(reasonCharactersMax).default(""),
});
const ownersForm = z.strictObject({
  group: groupName,
  emails: z.array(z.string().min(3).max(320)).max(ownersMax),
});

export const reviewsRouter = router({
  list: procedureFor("reviews:see")
    .input(listForm)
    .query(async ({ ctx, input }) => {
      const { rows, nextCursor } = await listReviews(ctx.deps, ctx.actor, input);
      return { rows: rows.map(presentReview), nextCursor };
    }),

  get: procedureFor("reviews:see")
    .input(byId)
    .query(async ({ ctx, input }) =>
      presentReviewDetail(await getReview(ctx.deps, ctx.actor, input.id)),
    ),

  items: procedureFor("reviews:see")
    .input(itemsForm)
    .query(async ({ ctx, input }) =>
      presentItems(ctx.actor, await listItems(ctx.deps, ctx.actor, input)),
    ),

  verify: procedureFor("reviews:see")
    .input(byId)
    .query(({ ctx, input }) => verifyReview(ctx.deps, ctx.actor, input.id)),

  subjects: procedureFor("reviews:decide").query(({ ctx }) => listSubjects(ctx.deps, ctx.actor)),

  start: procedureFor("reviews:decide")
    .input(reviewForm)
    .mutation(({ ctx, input }) => startReview(ctx.deps, ctx, input)),

  decide: procedureFor("reviews:decide")
    .input(decideForm)
    .mutation(({ ctx, input }) => decideItems(ctx.deps, ctx, input)),

  keepRest: procedureFor("reviews:decide")
    .input(byId)
    .mutation(({ ctx, input }) => keepRest(ctx.deps, ctx, input.id)),

  complete: procedureFor("reviews:decide")
    .input(byId)
    .mutation(({ ctx, input }) => completeReview(ctx.deps, ctx, input.id)),

  cancel: procedureFor("reviews:decide")
    .input(byId)
    .mutation(({ ctx, input }) => cancelReview(ctx.deps, ctx, input.id)),

  owners: procedureFor("reviews:manage")
    .input(z.strictObject({ group: groupName }))
    .query(({ ctx, input }) => listOwners(ctx.deps, input.group)),

  setOwners: procedureFor("reviews:manage")
    .input(ownersForm)
    .mutation(({ ctx, input }) => setOwners(ctx.deps, ctx, input)),
});
