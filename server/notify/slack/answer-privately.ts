import type { SlackSettings } from "./settings";

const ANSWER_LIMITS = { callMsMax: 10_000 } as const;

/** Says something to one person where they clicked; nobody else sees it. */
export async function answerPrivately(
  { apiUrl }: SlackSettings,
  responseUrl: string,
  text: string,
): Promise<void> {
  if (!isSlacks(responseUrl, apiUrl)) throw new Error("a response URL led away from Slack");
  const response = await fetch(responseUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(privateText(text)),
    redirect: "error",
    signal: AbortSignal.timeout(ANSWER_LIMITS.callMsMax),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`Slack took no answer: HTTP ${response.status}`);
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
