import type { Deps } from "../../deps";
import type { SlackSettings } from "./settings";

const ANSWER_LIMITS = { callMsMax: 10_000 } as const;

export interface PrivateAnswer {
  readonly responseUrl: string;
  readonly text: string;
}

/** Says something to one person where they clicked; nobody else sees it. Throws when Slack is out of reach. */
export async function answerPrivately(
  { log }: Deps,
  { apiUrl }: SlackSettings,
  { responseUrl, text }: PrivateAnswer,
): Promise<void> {
  if (!isSlacks(responseUrl, apiUrl)) {
    return log.error({ apiUrl }, "a response URL leads away from Slack: nobody was answered");
  }
  const response = await fetch(responseUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(privateText(text)),
    redirect: "error",
    signal: AbortSignal.timeout(ANSWER_LIMITS.callMsMax),
  });
  await response.body?.cancel();
  const { ok, status } = response;
  if (!ok) log.warn({ status }, "Slack took no answer to a click");
}

export function privateText(text: string): object {
  return { response_type: "ephemeral", replace_original: false, text };
}

/** Slack's own: the host of its API, or `hooks.` before it. Nothing else is ever called. */
function isSlacks(responseUrl: string, apiUrl: string): boolean {
  if (!URL.canParse(responseUrl) || !URL.canParse(apiUrl)) return false;
  const [answer, api] = [new URL(responseUrl), new URL(apiUrl)];
  if (answer.protocol !== api.protocol) return false;
  return answer.host === api.host || answer.host === `hooks.${api.host}`;
}
