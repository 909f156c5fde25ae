import { procedureFor, router } from "../api/trpc";
import { probeForm, probeId, probesOf } from "./form";
import { getProbe, latestProbesOfRule, listProbes } from "./list-probes";
import { presentProbe, presentProbeDetail } from "./present";
import { startProbe } from "./start-probe";

export const probesRouter = router({
  /** Answers as soon as its session is open; stopped like any session. */
  start: procedureFor("masking:manage")
    .input(probeForm)
    .mutation(({ ctx, input }) => startProbe(ctx.deps, ctx, input)),

  get: procedureFor("masking:see")
    .input(probeId)
    .query(async ({ ctx, input }) => presentProbeDetail(await getProbe(ctx.deps, input.id))),

  list: procedureFor("masking:see")
    .input(probesOf)
    .query(async ({ ctx, input }) => ({
      rows: (await listProbes(ctx.deps, input.connection)).map(presentProbe),
    })),

  /** Of each connection that a masking rule is about the last one that came to its end. */
  ofRule: procedureFor("masking:see")
    .input(probeId)
    .query(async ({ ctx, input }) => ({
      rows: (await latestProbesOfRule(ctx.deps, input.id)).map(presentProbe),
    })),
});
