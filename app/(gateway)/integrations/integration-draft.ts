import type { IntegrationKind } from "@/domain/integrations/integration";
import { REQUEST_EVENTS, type RequestEvent } from "@/domain/requests/request-event";
import type { Inputs } from "@/server/api/root";
import type { IntegrationRow } from "./integration-cards";

export type IntegrationForm = Inputs["integrations"]["create"];
export type IntegrationChange = Inputs["integrations"]["update"];

/** What stands in the fields of every kind's form; a kind shows its own. */
export interface IntegrationDraft {
  readonly kind: IntegrationKind;
  readonly name: string;
  readonly enabled: boolean;
  readonly everyRequest: boolean;
  readonly apiUrl: string;
  readonly channel: string;
  readonly mode: "http" | "socket";
  readonly botToken: string;
  readonly signingSecret: string;
  readonly appToken: string;
  readonly webhookUrl: string;
  readonly url: string;
  readonly events: readonly RequestEvent[];
  readonly allowPrivateAddresses: boolean;
  readonly host: string;
  readonly port: string;
  readonly tls: "none" | "starttls" | "tls";
  readonly from: string;
  readonly username: string;
  readonly password: string;
}

export function emptyDraft(kind: IntegrationKind): IntegrationDraft {
  return {
    ...{ kind, name: "", enabled: true, everyRequest: true },
    ...{ apiUrl: "https://slack.com/api", channel: "", mode: "http" },
    ...{ botToken: "", signingSecret: "", appToken: "", webhookUrl: "" },
    ...{ url: "", events: REQUEST_EVENTS, allowPrivateAddresses: false },
    ...{ host: "", port: "587", tls: "starttls", from: "", username: "", password: "" },
  };
}

/** Secrets stay empty: nobody gets them back. */
export function draftOf(stored: IntegrationRow): IntegrationDraft {
  const { kind, name, enabled, everyRequest } = stored;
  const base = { ...emptyDraft(kind), name, enabled, everyRequest };
  if (stored.kind === "email") {
    return { ...base, ...stored.settings, port: String(stored.settings.port) };
  }
  return { ...base, ...stored.settings };
}

export function formOf(draft: IntegrationDraft): IntegrationForm {
  const { name, enabled, everyRequest, kind } = draft;
  const common = { name: name.trim(), enabled, everyRequest };
  switch (kind) {
    case "slack": {
      const { apiUrl, channel, mode, botToken, signingSecret, appToken } = draft;
      const secret = { botToken, signingSecret, appToken };
      return { kind, ...common, settings: { apiUrl, channel, mode }, secret };
    }
    case "teams":
      return { kind, ...common, settings: {}, secret: { webhookUrl: draft.webhookUrl } };
    case "webhook": {
      const { url, events, allowPrivateAddresses } = draft;
      return { kind, ...common, settings: { url, events: [...events], allowPrivateAddresses } };
    }
    case "email": {
      const { host, port, tls, from, username, password } = draft;
      const settings = { host, port: Number(port), tls, from, username };
      return { kind, ...common, settings, secret: { password } };
    }
  }
}

/** Nothing typed keeps the stored secret. */
export function changeOf(
  draft: IntegrationDraft,
  { id, version }: Pick<IntegrationRow, "id" | "version">,
): IntegrationChange {
  const form = formOf(draft);
  const place = { id, version };
  if (form.kind === "webhook") return { ...form, ...place };
  const isTyped = Object.values(form.secret).some((text) => text !== "");
  if (isTyped) return { ...form, ...place };
  return { ...form, ...place, secret: null };
}

/** The name of the field that a refusal names: `settings.url` → `url`. */
export function fieldOf(facts: Readonly<Record<string, unknown>>): string | null {
  const field = facts["field"];
  return typeof field === "string" ? (field.split(".").at(-1) ?? null) : null;
}
