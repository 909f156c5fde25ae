import { Webhook } from "standardwebhooks";
import type { WebhookSettings } from "@/domain/integrations/integration";
import type { Channel, ChannelTarget, Message, Told } from "./channel";
import { type Resolve, resolveByDns } from "./guarded-lookup";
import { type Posted, type PostLimits, postGuarded } from "./post-guarded";

const RESPONSE_BYTES_MAX = 2_048;
const TIMEOUT_MS_MAX = 10_000;
const GONE = 410;

export interface WebhookOptions {
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
}

/** Standard Webhooks: a signed POST whose id stays the same when it is sent again. */
export function webhookChannel(options: WebhookOptions = {}): Channel {
  const { resolve = resolveByDns, timeoutMs = TIMEOUT_MS_MAX } = options;
  const limits = { resolve, timeoutMs, responseBytesMax: RESPONSE_BYTES_MAX };
  return {
    kind: "webhook",
    async tell(deps, target, message) {
      const { events } = target.settings as WebhookSettings;
      if (!events.includes(message.event)) return { kind: "passed-over" };
      return await post(deps.now(), { target, message }, limits);
    },
  };
}

interface Post {
  readonly target: ChannelTarget;
  readonly message: Message;
}

async function post(now: Date, { target, message }: Post, limits: PostLimits): Promise<Told> {
  const { url, allowPrivateAddresses } = target.settings as WebhookSettings;
  const body = payloadOf(message);
  const headers = {
    ...{ "content-type": "application/json", "user-agent": "Gatehouse-Webhooks" },
    "webhook-id": message.id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(target.secret).sign(message.id, now, body),
  };
  return toldOf(await postGuarded({ url, headers, body, allowPrivateAddresses }, limits));
}

/** What a receiver gets. Addresses of those who are told are nobody's business outside. */
function payloadOf({ event, at, notice }: Message): string {
  const { approverEmails: _, adminEmails: __, ...data } = notice;
  return JSON.stringify({ type: event, timestamp: at.toISOString(), data });
}

function toldOf(posted: Posted): Told {
  if (posted.kind === "refused") {
    return { kind: "failed", because: posted.because, retry: false };
  }
  if (posted.kind === "unreachable") {
    return { kind: "failed", because: posted.because, retry: true };
  }
  const { status, text } = posted;
  if (status >= 200 && status < 300) {
    return { kind: "told", remember: null, response: `${status} ${text}`.trim() };
  }
  const because = `The receiver answered ${status}${wordOf(status)} ${text}`.trim();
  const afterSeconds = secondsOf(posted.retryAfter);
  return {
    ...{ kind: "failed", because, retry: status !== GONE },
    ...(afterSeconds === null ? {} : { afterSeconds }),
  };
}

function wordOf(status: number): string {
  if (status === GONE) return " (gone: it wants no more of these).";
  return status >= 300 && status < 400 ? " (a redirect, which is not followed)." : ".";
}

function secondsOf(retryAfter: string | undefined): number | null {
  return retryAfter !== undefined && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : null;
}
