import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { Message, Told } from "../notify/channel";
import { channelsOf } from "../notify/channels";
import { tellThrough } from "../notify/tell-through";
import type { RequestEvent } from "../requests/request-notice";
import { findTarget } from "./find-target";
import { integrationAbsent } from "./get-integration";
import type { IntegrationRecord } from "./integration-record";
import { sampleNotice } from "./sample-notice";
import { findIntegration } from "./store";

export interface IntegrationTested {
  readonly ok: boolean;
  /** What the receiver answered, or why it was not reached. */
  readonly because: string;
  readonly durationMs: number;
}

/** Sends a sample through the channel now, with what is saved, and answers what happened. */
export async function testIntegration(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<IntegrationTested> {
  const integration = await findIntegration(deps.db.read, id);
  if (integration === null) throw integrationAbsent(id);
  const startedAt = performance.now();
  const notice = sampleNotice(deps, actor);
  const event = eventFor(integration);
  const told = await tell(deps, integration, {
    ...{ id: deps.newId("msg"), event, at: deps.now(), notice },
  });
  const durationMs = Math.round(performance.now() - startedAt);
  const ok = told.kind === "told";
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "integration.tested", subject: integration.name, after: { ok } },
    }),
  );
  return { ok, because: wordsOf(told), durationMs };
}

async function tell(deps: Deps, { id, kind }: IntegrationRecord, message: Message): Promise<Told> {
  const channel = channelsOf(deps).find((one) => one.kind === kind);
  const found = await findTarget(deps, id);
  if (found === null) throw integrationAbsent(id);
  if (channel === undefined || found.kind === "sealed-elsewhere") {
    const because =
      channel === undefined
        ? "This kind is not in this gateway."
        : "Its stored secret does not open.";
    return { kind: "failed", because, retry: false };
  }
  const target = { ...found.target, remembered: null };
  return await tellThrough(deps, channel, { target, message });
}

/** An event that it would tell of. */
function eventFor(integration: IntegrationRecord): RequestEvent {
  const events = integration.kind === "webhook" ? integration.settings.events : [];
  return events[0] ?? "request.created";
}

function wordsOf(told: Told): string {
  if (told.kind === "told") return told.response;
  return told.kind === "failed" ? told.because : "It does not tell of this event.";
}
