import type { RequestEvent } from "../requests/request-event";

/** The ways there are to tell people where they are. */
export const INTEGRATION_KINDS = ["slack", "teams", "webhook", "email"] as const;
export type IntegrationKind = (typeof INTEGRATION_KINDS)[number];

export const SLACK_MODES = ["http", "socket"] as const;
export const MAIL_TLS_MODES = ["none", "starttls", "tls"] as const;

export interface SlackSettings {
  /** Where Slack's API is; another address only for a proxy or a test. */
  readonly apiUrl: string;
  readonly channel: string;
  /** How clicks come back: to our address, or over a socket that we open. */
  readonly mode: (typeof SLACK_MODES)[number];
}

/** All that a workflow's webhook needs is its address, and that is a secret. */
export type TeamsSettings = Readonly<Record<string, never>>;

export interface WebhookSettings {
  readonly url: string;
  readonly events: readonly RequestEvent[];
  /** Receivers in one's own network are reached only when an admin says so. */
  readonly allowPrivateAddresses: boolean;
}

export interface EmailSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: (typeof MAIL_TLS_MODES)[number];
  readonly from: string;
  /** Empty: the server takes mail without a sign-in. */
  readonly username: string;
}

export type IntegrationSettings =
  | { readonly kind: "slack"; readonly settings: SlackSettings }
  | { readonly kind: "teams"; readonly settings: TeamsSettings }
  | { readonly kind: "webhook"; readonly settings: WebhookSettings }
  | { readonly kind: "email"; readonly settings: EmailSettings };

/**
 * Whether a stored secret goes where it was saved for. A changed place needs it typed again: an admin
 * who never knew it cannot have it sent to a machine of theirs. A webhook's secret is never sent.
 */
export function sameReceiver(before: IntegrationSettings, after: IntegrationSettings): boolean {
  if (before.kind === "slack" && after.kind === "slack") {
    return before.settings.apiUrl === after.settings.apiUrl;
  }
  if (before.kind === "email" && after.kind === "email") {
    const [from, to] = [before.settings, after.settings];
    return from.host === to.host && from.port === to.port && from.tls === to.tls;
  }
  return before.kind === after.kind;
}

/** Who is told of a request: those that its rules name; where they name none, who is told of every one. */
export function isConcerned(
  integration: { readonly id: string; readonly enabled: boolean; readonly everyRequest: boolean },
  tells: readonly string[],
): boolean {
  if (!integration.enabled) return false;
  return tells.length > 0 ? tells.includes(integration.id) : integration.everyRequest;
}
