import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { createRule } from "./create-rule";
import { deleteRule } from "./delete-rule";
import {
  connectionName,
  connectionRule,
  ruleChange,
  ruleForm,
  ruleId,
  ruleList,
  rulePreview,
  ruleSwitch,
} from "./form";
import { getRule, rulesOfConnection } from "./get-rule";
import { listRules } from "./list-rules";
import {
  presentPreview,
  presentRule,
  presentRuleDetail,
  presentRulesOfConnection,
} from "./present";
import { previewRule } from "./preview-rule";
import { setConnectionRule } from "./set-connection-rule";
import { switchRule, updateRule } from "./update-rule";

const byId = z.strictObject({ id: ruleId });
const ofConnection = z.strictObject({ connection: connectionName });

export const accessRulesRouter = router({
  list: procedureFor("rules:see")
    .input(ruleList)
    .query(async ({ ctx, input }) => {
      const { rows, total } = await listRules(ctx.deps, input);
      return { rows: rows.map(presentRule), total };
    }),

  get: procedureFor("rules:see")
    .input(byId)
    .query(async ({ ctx, input }) => presentRuleDetail(await getRule(ctx.deps, input.id))),

  ofConnection: procedureFor("rules:see")
    .input(ofConnection)
    .query(async ({ ctx, input }) =>
      presentRulesOfConnection(await rulesOfConnection(ctx.deps, ctx.actor, input.connection)),
    ),

  /** Changes nothing; a mutation because many connections are too long for an address. */
  preview: procedureFor("rules:manage")
    .input(rulePreview)
    .mutation(async ({ ctx, input }) => presentPreview(await previewRule(ctx.deps, input))),

  create: procedureFor("rules:manage")
    .input(ruleForm)
    .mutation(({ ctx, input }) => createRule(ctx.deps, ctx, input)),

  update: procedureFor("rules:manage")
    .input(ruleChange)
    .mutation(({ ctx, input }) => updateRule(ctx.deps, ctx, input)),

  switch: procedureFor("rules:manage")
    .input(ruleSwitch)
    .mutation(({ ctx, input }) => switchRule(ctx.deps, ctx, input)),

  delete: procedureFor("rules:manage")
    .input(byId)
    .mutation(({ ctx, input }) => deleteRule(ctx.deps, ctx, input.id)),

  setOfConnection: procedureFor("rules:manage")
    .input(connectionRule)
    .mutation(({ ctx, input }) => setConnectionRule(ctx.deps, ctx, input)),
});
