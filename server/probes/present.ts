import { isRefusalCode, type PublicRefusal, publicRefusal } from "@/domain/refusal";
import type { ProbeDetail, ProbeRecord } from "./store";

export function presentProbe(probe: ProbeRecord) {
  const { id, connection, byName: by, audience, at, endedAt, sessionId, state } = probe;
  const { total, tried, leaked, guessable, withstood } = probe;
  return {
    ...{ id, connection, by, audience, at, endedAt, sessionId, state },
    ...{ total, tried, leaked, guessable, withstood, isRunning: endedAt === null },
  };
}

export function presentProbeDetail(probe: ProbeDetail) {
  return {
    ...presentProbe(probe),
    refusal: refusalOf(probe),
    columns: probe.columns.map(([schema, table, column, type, attacks, material, values]) => ({
      ...{ schema, table, column, type, attacks, material, values },
    })),
    verdicts: probe.verdicts.map(([column, of, statement, outcome, code, form, channel]) => ({
      ...{ column, class: of, statement, outcome, code, form, channel },
    })),
  };
}

function refusalOf({ code, because }: ProbeDetail): PublicRefusal | null {
  return code === null || !isRefusalCode(code) ? null : publicRefusal(code, because ?? "");
}
