import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Deps } from "../../deps";

export const LINK_LIMITS = { secondsMax: 15 * 60, charactersMax: 2_000 } as const;
const USE = "slack-link";

const content = z.strictObject({
  integrationId: z.string().min(1).max(40),
  slackUserId: z.string().min(1).max(60),
  /** As the workspace shows them, so that whoever confirms sees whom they link themselves to. */
  slackUser: z.string().max(80),
  slackTeam: z.string().max(80),
  /** One use: whoever stores the link stores this, and takes it once. */
  nonce: z.string().min(20).max(60),
  expiresAt: z.number().int(),
});
export type ChatLink = z.infer<typeof content>;

export type LinkReading =
  | { readonly kind: "link"; readonly link: ChatLink }
  | { readonly kind: "refused"; readonly because: "not-ours" | "too-old" };

type LinkDeps = Pick<Deps, "secrets" | "now" | "newToken">;

/** Says, signed, that this Slack user asked to be linked. It links nobody: who opens it signs in and confirms. */
export function writeChatLink(
  deps: LinkDeps,
  asked: Omit<ChatLink, "nonce" | "expiresAt">,
): string {
  const expiresAt = deps.now().getTime() + LINK_LIMITS.secondsMax * 1_000;
  const link: ChatLink = {
    ...{ integrationId: asked.integrationId, slackUserId: asked.slackUserId },
    ...{ slackUser: asked.slackUser.slice(0, 80), slackTeam: asked.slackTeam.slice(0, 80) },
    ...{ nonce: deps.newToken(), expiresAt },
  };
  const text = Buffer.from(JSON.stringify(link)).toString("base64url");
  return `${text}.${macOf(deps, text)}`;
}

export function readChatLink(deps: LinkDeps, token: string): LinkReading {
  const [text = "", mac = "", ...more] = token.slice(0, LINK_LIMITS.charactersMax + 1).split(".");
  const isOurs = more.length === 0 && isSame(mac, macOf(deps, text));
  const read = isOurs ? content.safeParse(jsonOf(text)) : null;
  if (read?.success !== true) return { kind: "refused", because: "not-ours" };
  if (deps.now().getTime() >= read.data.expiresAt) return { kind: "refused", because: "too-old" };
  return { kind: "link", link: read.data };
}

function macOf({ secrets }: LinkDeps, text: string): string {
  return createHmac("sha256", secrets.derive(USE)).update(text).digest("base64url");
}

function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
}
