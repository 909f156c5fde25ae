import {
  type FetchFunction,
  type Logger,
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from "@slack/web-api";
import type { Told } from "../channel";

const CLIENT_LIMITS = { callMsMax: 10_000, becauseCharactersMax: 300 } as const;

/** The library says tokens and texts in its log; what matters of a failure is said by `failureOf`. */
const SILENT: Logger = {
  ...{ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  ...{ setLevel: () => {}, getLevel: () => LogLevel.ERROR, setName: () => {} },
};

export interface SlackClientOptions {
  readonly apiUrl: string;
  readonly token: string;
  /** Ends all calls together, however many are made. */
  readonly deadline?: AbortSignal;
}

/** Slack's Web API for one token. It tries each call once: who delivers tries again, and knows when. */
export function slackClient({ apiUrl, token, deadline }: SlackClientOptions): WebClient {
  return new WebClient(token, {
    ...(deadline !== undefined && { fetch: fetchUntil(deadline) }),
    ...{ slackApiUrl: apiUrl, allowAbsoluteUrls: false, logger: SILENT },
    ...{ retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    timeout: CLIENT_LIMITS.callMsMax,
  });
}

function fetchUntil(deadline: AbortSignal): FetchFunction {
  return (url, init = {}) => {
    const signals = init.signal === undefined ? [deadline] : [init.signal, deadline];
    return fetch(url, { ...init, signal: AbortSignal.any(signals) });
  };
}

/** Errors that pass by themselves. Whatever else Slack says, saying it again changes nothing. */
const PASSING = new Set([
  ...["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"],
  ...["rate_limited", "team_added_to_org", "external_channel_migrating", "accesslimited"],
]);

/** What Slack's own word for a refusal is; null when it was no refusal of Slack's. */
export function slackErrorOf(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

export function failureOf(error: unknown): Extract<Told, { kind: "failed" }> {
  if (error instanceof WebAPIRateLimitedError) {
    const because = "Slack asks to be called less often (HTTP 429).";
    return { kind: "failed", because, retry: true, afterSeconds: error.retryAfter };
  }
  const refused = slackErrorOf(error);
  if (refused !== null) {
    const because = `Slack answers ${refused.slice(0, CLIENT_LIMITS.becauseCharactersMax)}.`;
    return { kind: "failed", because, retry: PASSING.has(refused) };
  }
  if (error instanceof WebAPIHTTPError) {
    const because = `Slack answers HTTP ${error.statusCode}.`;
    return { kind: "failed", because, retry: error.statusCode >= 500 || error.statusCode === 429 };
  }
  const cause = error instanceof WebAPIRequestError ? error.original : error;
  const words = cause instanceof Error ? cause.message : String(cause);
  const because = `Slack could not be reached: ${words.slice(0, CLIENT_LIMITS.becauseCharactersMax)}`;
  return { kind: "failed", because, retry: true };
}
