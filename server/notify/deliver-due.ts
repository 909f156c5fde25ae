import { afterFailure, DELIVERY_LIMITS } from "@/domain/integrations/delivery";
import type { Deps } from "../deps";
import { findTarget } from "../integrations/find-target";
import { isRequestEvent } from "../requests/request-notice";
import { storable } from "../sessions/storable";
import type { Told } from "./channel";
import {
  type Claim,
  claimDue,
  type DeliveryEnd,
  endClaim,
  findRemembered,
  isAnythingDue,
  saveRemembered,
} from "./store";
import { tellThrough } from "./tell-through";
import type { Telling } from "./telling";

const CLAIMS_MAX = 20;
const BECAUSE_CHARACTERS_MAX = 1_000;
const RESPONSE_CHARACTERS_MAX = 2_000;

const GONE: Told = { kind: "passed-over" };

/** Claims what is due and sends it, all at once; answers how many were claimed. */
export async function deliverDue(deps: Deps, telling: Telling): Promise<number> {
  const now = deps.now();
  if (!(await isAnythingDue(deps.db.read, now))) return 0;
  const claims = await deps.db.transaction((tx) =>
    claimDue(tx, {
      ...{ now, claimedBy: deps.gatewayId, rowsMax: CLAIMS_MAX },
      claimedUntil: new Date(now.getTime() + DELIVERY_LIMITS.claimMs),
      kinds: telling.channels.map((channel) => channel.kind),
    }),
  );
  await Promise.all(claims.map((claim) => deliver(deps, telling, claim)));
  return claims.length;
}

async function deliver(deps: Deps, telling: Telling, claim: Claim): Promise<void> {
  // It was claimed before and its gateway never came to say how it went: some message kills gateways.
  const isLate = claim.attempts > 1 && deps.now() > claim.giveUpAt;
  const told: Told = isLate
    ? { kind: "failed", because: "It could not be sent within a day.", retry: false }
    : await tell(deps, telling, claim);
  await save(deps, claim, { told, random: telling.random() });
}

async function tell(deps: Deps, { noticeOf, channels }: Telling, claim: Claim): Promise<Told> {
  const { id, event, at, integrationId, requestId } = claim;
  const channel = channels.find(({ kind }) => kind === claim.kind);
  if (channel === undefined || !isRequestEvent(event)) return GONE;
  const notice = await noticeOf(deps, requestId);
  const target = await findTarget(deps, integrationId);
  if (notice === null || target === null) return GONE;
  if (target.kind === "sealed-elsewhere") {
    return { kind: "failed", because: "Its stored secret does not open.", retry: false };
  }
  const remembered = await findRemembered(deps.db.read, claim);
  const message = { id, event, at, notice };
  return await tellThrough(deps, channel, { target: { ...target.target, remembered }, message });
}

interface Outcome {
  readonly told: Told;
  readonly random: number;
}

async function save(deps: Deps, claim: Claim, outcome: Outcome): Promise<void> {
  const now = deps.now();
  const { told } = outcome;
  const end = endOf(claim, outcome, now);
  const isOurs = await deps.db.transaction(async (tx) => {
    if (!(await endClaim(tx, claim, end))) return false;
    const remembered = told.kind === "told" ? (told.remember ?? null) : null;
    if (remembered !== null) await saveRemembered(tx, claim, { remembered, now });
    return true;
  });
  const { id, integrationId, attempts } = claim;
  const facts = { delivery: id, integration: integrationId, attempts, because: end.because };
  if (!isOurs) deps.log.warn(facts, "a delivery took longer than its claim");
  else if (end.state === "dead") deps.log.warn(facts, "a delivery was given up");
}

function endOf(claim: Claim, { told, random }: Outcome, now: Date): DeliveryEnd {
  if (told.kind === "told") {
    const response = clip(told.response, RESPONSE_CHARACTERS_MAX);
    return { state: "told", toldAt: now, because: null, response };
  }
  if (told.kind === "passed-over") {
    return { state: "passed-over", because: null, response: null };
  }
  const { attempts: attempt, giveUpAt } = claim;
  const { retry, afterSeconds } = told;
  const next = afterFailure({ attempt, retry, afterSeconds, giveUpAt, now, random });
  const because = clip(told.because, BECAUSE_CHARACTERS_MAX);
  if (next.kind === "dead") return { state: "dead", because, response: null };
  return { state: "waiting", nextAt: next.until, because, response: null };
}

/** What a receiver said, as the store can hold it. */
function clip(text: string, charactersMax: number): string {
  return storable(text.slice(0, charactersMax));
}
