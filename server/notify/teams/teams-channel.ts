import type { RequestEvent, RequestNotice } from "../../requests/request-notice";
import type { Channel, Message, Told } from "../channel";
import { mayBeDecided } from "../notice-words";
import { isSafeAddress } from "../web-address";
import { teamsMessage } from "./card";
import { RateLimit } from "./rate-limit";

const CALL_LIMITS = {
  callMsMax: 10_000,
  becauseCharactersMax: 300,
  retrySecondsMax: 3_600,
} as const;

/** A workflow cannot change what it posted, so that only what is worth a card of its own is told. */
const TOLD: ReadonlySet<RequestEvent> = new Set<RequestEvent>([
  ...(["request.created", "request.nudged", "request.forced", "request.proposed"] as const),
  ...(["request.approved", "request.rejected", "request.expired", "request.cancelled"] as const),
  ...(["request.revoked", "request.voided", "request.executed", "request.failed"] as const),
  "request.lost",
]);

/** Microsoft Teams through a workflow's address, which is a secret: whoever knows it may post. */
export function teamsChannel(limit: RateLimit = new RateLimit()): Channel {
  return {
    kind: "teams",
    async tell(deps, target, message): Promise<Told> {
      if (!isOfInterest(message)) return { kind: "passed-over" };
      const address = target.secret.trim();
      if (!isSafeAddress(address)) {
        const because = "The workflow's address is not an https:// address: save it again.";
        return { kind: "failed", because, retry: false };
      }
      const afterSeconds = limit.waitSeconds(target.id, deps.now());
      if (afterSeconds > 0) {
        const because = "Teams takes four messages a second from one integration.";
        return { kind: "failed", because, retry: true, afterSeconds };
      }
      return post(address, message);
    },
  };
}

function isOfInterest({ event, notice }: Message): boolean {
  return TOLD.has(event) || (event === "request.accepted" && mayBeDecided(notice));
}

async function post(address: string, { notice, at }: Message): Promise<Told> {
  try {
    return answerOf(await send(address, notice, at));
  } catch (error) {
    return {
      kind: "failed",
      because: `Teams could not be reached: ${causeOf(error)}`,
      retry: true,
    };
  }
}

async function send(address: string, notice: RequestNotice, at: Date): Promise<Response> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(teamsMessage(notice, at)),
    redirect: "error",
    signal: AbortSignal.timeout(CALL_LIMITS.callMsMax),
  });
  await response.body?.cancel();
  return response;
}

function answerOf({ ok, status, headers }: Response): Told {
  if (ok) return { kind: "told", remember: null, response: `HTTP ${status}` };
  const because = `Teams answers HTTP ${status}.`;
  const retry = status >= 500 || status === 429 || status === 408;
  const afterSeconds = Number(headers.get("retry-after"));
  if (!retry || !(afterSeconds > 0)) return { kind: "failed", because, retry };
  const after = Math.min(Math.ceil(afterSeconds), CALL_LIMITS.retrySecondsMax);
  return { kind: "failed", because, retry, afterSeconds: after };
}

/** What went wrong on the way, by its code: a message may name the address, which is a secret. */
function causeOf(error: unknown): string {
  const { name, cause } = error instanceof Error ? error : { name: "Error", cause: undefined };
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : name;
  return String(code).slice(0, CALL_LIMITS.becauseCharactersMax);
}
