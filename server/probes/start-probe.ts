import type { ConnectionKind } from "@/domain/connections/connection";
import { KINDS } from "@/domain/connections/kinds";
import { columnInWords } from "@/domain/masking/compared-words";
import { PROBE_LIMITS } from "@/domain/masking/probe/probe";
import type { Actor } from "@/domain/people/user";
import { decideAccess } from "@/domain/policy/decide-access";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import { findForSession } from "../connections/find-for-session";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { probeSession } from "../sessions/probe-session";
import { followProbe } from "./follow-probe";
import type { ProbeForm } from "./form";
import {
  endLostProbes,
  insertProbe,
  isProbed,
  lockProbesOf,
  removeOldProbes,
  removeProbe,
  saveProbeSession,
} from "./store";

/** Longer than any probe runs: one that still says so has lost its gateway. */
const LOST_MS = (PROBE_LIMITS.secondsMax + 60) * 1_000;
/** Of one connection. */
const PROBES_KEPT = 50;

interface Asker {
  readonly actor: Actor;
  readonly origin: string;
}

/**
 * Attacks the masking rules of a connection, as a session of who asks for it; resolves once that is open.
 * Throws a Refusal when they may not use the connection, or when it is probed at this moment.
 */
export async function startProbe(
  deps: Deps,
  asker: Asker,
  form: ProbeForm,
): Promise<{ readonly id: string }> {
  const { actor, origin } = asker;
  const id = deps.newId("prb");
  // What somebody may not see is refused, and recorded, by the way of a command.
  const connection = await findForSession(deps, form.connection);
  const isTheirs =
    connection !== null && decideAccess({ actor, connection, mode: "web" }).kind === "allow";
  if (isTheirs) requireProbeable(connection.kind);
  const place = { asker, form, id, connectionId: connection?.id ?? "" };
  if (isTheirs) await deps.db.transaction((tx) => takePlace(deps, tx, place));
  try {
    const session = await probeSession(deps, { actor, origin }, form);
    await deps.db.transaction((tx) => saveProbeSession(tx, id, session.id));
    void followProbe(deps, id, session);
    return { id };
  } catch (error) {
    if (isTheirs) await deps.db.transaction((tx) => removeProbe(tx, id));
    throw error;
  }
}

/** Attacks are written in the words of one kind of target. */
function requireProbeable(kind: ConnectionKind): void {
  const { title, capabilities } = KINDS[kind];
  if (capabilities.has("probe")) return;
  throw new Refusal("CONNECTION.LACKS", `No attacks are made for ${title} yet.`);
}

interface Place {
  readonly asker: Asker;
  readonly form: ProbeForm;
  readonly id: string;
  readonly connectionId: string;
}

async function takePlace(deps: Deps, tx: Tx, { asker, form, id, connectionId }: Place) {
  const { actor } = asker;
  const { connection, columns, as: audience } = form;
  const at = deps.now();
  await lockProbesOf(tx, connectionId);
  await endLostProbes(tx, connectionId, new Date(at.getTime() - LOST_MS));
  if (await isProbed(tx, connectionId)) {
    throw new Refusal("MASKING.PROBE_BUSY", `${connection} is probed at this moment.`);
  }
  await removeOldProbes(tx, connectionId, PROBES_KEPT);
  const by = { byId: actor.userId, byName: actor.name };
  await insertProbe(tx, { id, connectionId, ...by, audience, at });
  await recordAudit(tx, {
    ...{ ...asker, event: "masking.probed", subject: connection },
    after: { as: audience, columns: columns?.map(columnInWords) ?? "those that the rules protect" },
  });
}
