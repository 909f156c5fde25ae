import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { checkCommand } from "./check-command";
import { compareRules } from "./compare-rules";
import { createGuardrail } from "./create-guardrail";
import { deleteGuardrail } from "./delete-guardrail";
import { exportGuardrails, importGuardrails } from "./exchange-guardrails";
import {
  guardrailChange,
  guardrailCheck,
  guardrailComparison,
  guardrailForm,
  guardrailId,
  guardrailImport,
  guardrailOrder,
  guardrailPreview,
  guardrailSwitch,
  packOrder,
} from "./form";
import { getGuardrail, listGuardrails } from "./list-guardrails";
import {
  presentCheck,
  presentComparison,
  presentGuardrail,
  presentGuardrailDetail,
  presentPacks,
  presentPreview,
} from "./present";
import { previewGuardrail } from "./preview-guardrail";
import { reorderGuardrails } from "./reorder-guardrails";
import { takePack } from "./take-pack";
import { switchGuardrail, updateGuardrail } from "./update-guardrail";

const byId = z.strictObject({ id: guardrailId });

export const guardrailsRouter = router({
  list: procedureFor("guardrails:see").query(async ({ ctx }) => ({
    rows: (await listGuardrails(ctx.deps)).map(presentGuardrail),
  })),

  get: procedureFor("guardrails:see")
    .input(byId)
    .query(async ({ ctx, input }) =>
      presentGuardrailDetail(await getGuardrail(ctx.deps, input.id)),
    ),

  packs: procedureFor("guardrails:see").query(() => presentPacks()),

  export: procedureFor("guardrails:see").query(({ ctx }) => exportGuardrails(ctx.deps)),

  /** Changes nothing; mutations because what is looked at is too long for an address. */
  preview: procedureFor("guardrails:manage")
    .input(guardrailPreview)
    .mutation(async ({ ctx, input }) => presentPreview(await previewGuardrail(ctx.deps, input))),

  compare: procedureFor("guardrails:manage")
    .input(guardrailComparison)
    .mutation(async ({ ctx, input }) =>
      presentComparison(await compareRules(ctx.deps, ctx, input)),
    ),

  check: procedureFor("sessions:run")
    .input(guardrailCheck)
    .mutation(async ({ ctx, input }) =>
      presentCheck(await checkCommand(ctx.deps, ctx.actor, input)),
    ),

  create: procedureFor("guardrails:manage")
    .input(guardrailForm)
    .mutation(({ ctx, input }) => createGuardrail(ctx.deps, ctx, input)),

  update: procedureFor("guardrails:manage")
    .input(guardrailChange)
    .mutation(({ ctx, input }) => updateGuardrail(ctx.deps, ctx, input)),

  switch: procedureFor("guardrails:manage")
    .input(guardrailSwitch)
    .mutation(({ ctx, input }) => switchGuardrail(ctx.deps, ctx, input)),

  delete: procedureFor("guardrails:manage")
    .input(byId)
    .mutation(({ ctx, input }) => deleteGuardrail(ctx.deps, ctx, input.id)),

  reorder: procedureFor("guardrails:manage")
    .input(guardrailOrder)
    .mutation(({ ctx, input }) => reorderGuardrails(ctx.deps, ctx, input)),

  takePack: procedureFor("guardrails:manage")
    .input(packOrder)
    .mutation(({ ctx, input }) => takePack(ctx.deps, ctx, input)),

  import: procedureFor("guardrails:manage")
    .input(guardrailImport)
    .mutation(({ ctx, input }) => importGuardrails(ctx.deps, ctx, input)),
});
