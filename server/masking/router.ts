import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { createMaskingRule } from "./create-masking-rule";
import { deleteMaskingRule } from "./delete-masking-rule";
import {
  maskingPreview,
  maskingRuleChange,
  maskingRuleForm,
  maskingRuleId,
  maskingRuleOrder,
  maskingRuleSwitch,
} from "./form";
import { getMaskingRule, listMaskingRules } from "./list-masking-rules";
import { listUses } from "./list-uses";
import {
  presentMaskingRule,
  presentMaskingRuleDetail,
  presentPreview,
  presentUses,
} from "./present";
import { previewMasking } from "./preview-masking";
import { reorderMaskingRules } from "./reorder-masking-rules";
import { switchMaskingRule, updateMaskingRule } from "./update-masking-rule";

const byId = z.strictObject({ id: maskingRuleId });

export const maskingRouter = router({
  list: procedureFor("masking:see").query(async ({ ctx }) => ({
    rows: (await listMaskingRules(ctx.deps)).map(presentMaskingRule),
  })),

  get: procedureFor("masking:see")
    .input(byId)
    .query(async ({ ctx, input }) =>
      presentMaskingRuleDetail(await getMaskingRule(ctx.deps, input.id)),
    ),

  /** Who compared its columns today: names of people, so not for everybody who may see rules. */
  uses: procedureFor("masking:manage")
    .input(byId)
    .query(async ({ ctx, input }) => presentUses(await listUses(ctx.deps, input.id))),

  /** Changes nothing; a mutation because what is looked at is too long for an address. */
  preview: procedureFor("masking:manage")
    .input(maskingPreview)
    .mutation(async ({ ctx, input }) => presentPreview(await previewMasking(ctx.deps, input))),

  create: procedureFor("masking:manage")
    .input(maskingRuleForm)
    .mutation(({ ctx, input }) => createMaskingRule(ctx.deps, ctx, input)),

  update: procedureFor("masking:manage")
    .input(maskingRuleChange)
    .mutation(({ ctx, input }) => updateMaskingRule(ctx.deps, ctx, input)),

  switch: procedureFor("masking:manage")
    .input(maskingRuleSwitch)
    .mutation(({ ctx, input }) => switchMaskingRule(ctx.deps, ctx, input)),

  delete: procedureFor("masking:manage")
    .input(byId)
    .mutation(({ ctx, input }) => deleteMaskingRule(ctx.deps, ctx, input.id)),

  reorder: procedureFor("masking:manage")
    .input(maskingRuleOrder)
    .mutation(({ ctx, input }) => reorderMaskingRules(ctx.deps, ctx, input)),
});
