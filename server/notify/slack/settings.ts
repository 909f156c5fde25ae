import { z } from "zod";
import { isSafeAddress } from "../web-address";

/** What an admin sets of a Slack integration. */
export const slackSettings = z.strictObject({
  apiUrl: z
    .string()
    .max(500)
    .refine(isSafeAddress, "It must be an https:// address.")
    .default("https://slack.com/api/")
    .transform((url) => (url.endsWith("/") ? url : `${url}/`)),
  /** A channel's id, or its name with or without `#`. */
  channel: z.string().trim().min(1).max(120),
  /** How clicks arrive: `http`, Slack calls the gateway; `socket`, the gateway dials out. */
  mode: z.enum(["http", "socket"]).default("http"),
});
export type SlackSettings = z.infer<typeof slackSettings>;

const token = z.string().trim().max(500);

/** Its secrets, one JSON text in the integration's box. `appToken` is for `socket` alone. */
export const slackSecrets = z.strictObject({
  botToken: token.min(1),
  signingSecret: token.default(""),
  appToken: token.default(""),
});
export type SlackSecrets = z.infer<typeof slackSecrets>;

/** A Slack integration in clear, as clicks and commands from Slack need it. */
export interface SlackIntegration extends SlackSecrets {
  readonly id: string;
  readonly settings: SlackSettings;
}

/** Null when the text is not what this release keeps there. */
export function readSlackSecrets(secret: string): SlackSecrets | null {
  try {
    return slackSecrets.parse(JSON.parse(secret));
  } catch {
    return null;
  }
}
