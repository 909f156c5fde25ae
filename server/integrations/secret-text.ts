import type { IntegrationSettings } from "@/domain/integrations/integration";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import type { IntegrationChange, IntegrationForm } from "./form";

export interface SlackSecret {
  readonly botToken: string;
  readonly signingSecret: string;
  /** Empty where clicks come over HTTP. */
  readonly appToken: string;
}

/** A Standard Webhooks secret: `whsec_` and 32 random bytes, base64. */
export function newWebhookSecret(deps: Pick<Deps, "newToken">): string {
  return `whsec_${Buffer.from(deps.newToken(), "base64url").toString("base64")}`;
}

/**
 * What is sealed of a typed secret, as its channel gets it: Slack's three as JSON, Teams' address and the
 * password of a mailbox as they are. Null when nothing was typed.
 */
export function typedSecret(form: IntegrationForm | IntegrationChange): string | null {
  if (form.kind === "webhook" || form.secret === null) return null;
  if (form.kind === "teams") return form.secret.webhookUrl;
  if (form.kind === "email") return form.secret.password;
  const { botToken, signingSecret, appToken } = form.secret;
  return JSON.stringify({ botToken, signingSecret, appToken } satisfies SlackSecret);
}

/** Refuses settings that need a secret which is not there. */
export function requireFittingSecret(given: IntegrationSettings, secret: string): void {
  if (given.kind === "slack" && given.settings.mode === "socket") {
    const { appToken } = JSON.parse(secret) as SlackSecret;
    if (appToken === "") throw missing("secret.appToken", "The socket mode needs an app token.");
  }
  if (given.kind === "email" && given.settings.username !== "" && secret === "") {
    throw missing("secret.password", "Type the password of that user.");
  }
}

export function missing(field: string, because: string): Refusal {
  return new Refusal("INPUT.INVALID", because, { field });
}
