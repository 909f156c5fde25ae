import { z } from "zod";
import { MAIL_TLS_MODES, SLACK_MODES } from "@/domain/integrations/integration";
import { REQUEST_EVENTS } from "../requests/request-notice";

const FORM_LIMITS = {
  nameCharactersMax: 60,
  urlCharactersMax: 2_000,
  secretCharactersMax: 1_000,
} as const;

const noControl = (text: string) => !/\p{Cc}/u.test(text);
const line = (max: number) => z.string().min(1).max(max).refine(noControl, "no control characters");
const secretLine = line(FORM_LIMITS.secretCharactersMax);

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
const isPlainWeb = (url: URL | null) =>
  url !== null && ["http:", "https:"].includes(url.protocol) && url.username + url.password === "";
const isLoopback = (url: URL | null) =>
  url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
const isHttps = (url: URL | null) => url?.protocol === "https:";

const webAddress = line(FORM_LIMITS.urlCharactersMax).refine(
  (text) => isPlainWeb(urlOf(text)),
  "an address with https:// and without a password in it",
);

const slackSettings = z.strictObject({
  apiUrl: webAddress
    .refine((text) => isHttps(urlOf(text)) || isLoopback(urlOf(text)), "must begin with https://")
    .default("https://slack.com/api"),
  channel: line(80),
  mode: z.enum(SLACK_MODES),
});
const slackSecret = z.strictObject({
  botToken: secretLine,
  signingSecret: secretLine,
  /** Empty where clicks come over HTTP. */
  appToken: z.string().max(FORM_LIMITS.secretCharactersMax).refine(noControl),
});

const teamsSecret = z.strictObject({
  webhookUrl: webAddress.refine(
    (text) => isHttps(urlOf(text)) || isLoopback(urlOf(text)),
    "must begin with https://",
  ),
});

const unique = (given: readonly string[]) => new Set(given).size === given.length;
const webhookSettings = z
  .strictObject({
    url: webAddress,
    events: z
      .array(z.enum(REQUEST_EVENTS))
      .min(1, "at least one event")
      .max(REQUEST_EVENTS.length)
      .refine(unique, "each event once"),
    allowPrivateAddresses: z.boolean(),
  })
  .refine(({ url, allowPrivateAddresses }) => isHttps(urlOf(url)) || allowPrivateAddresses, {
    path: ["url"],
    message: "must begin with https:// unless private addresses are allowed",
  });

const hostName = z
  .string()
  .regex(/^[a-zA-Z0-9]([a-zA-Z0-9.:_-]{0,253}[a-zA-Z0-9])?$/, "a host name");
const mailAddress = z
  .string()
  .max(320)
  .regex(/^[^\s@,;:<>"()[\]\\]+@[a-zA-Z0-9.-]+$/, "one e-mail address");
const emailSettings = z
  .strictObject({
    host: hostName,
    port: z.number().int().min(1).max(65_535),
    tls: z.enum(MAIL_TLS_MODES),
    from: mailAddress,
    username: z.string().max(320).refine(noControl, "no control characters"),
  })
  .refine(({ tls, username }) => tls !== "none" || username === "", {
    path: ["username"],
    message: "nothing is signed in without TLS",
  });
const emailSecret = z.strictObject({
  /** Empty where the server asks for no sign-in. */
  password: z.string().max(FORM_LIMITS.secretCharactersMax).refine(noControl),
});

const common = {
  name: line(FORM_LIMITS.nameCharactersMax).refine(
    (name) => name.trim() === name,
    "no spaces around it",
  ),
  enabled: z.boolean(),
  everyRequest: z.boolean(),
};
const slack = { kind: z.literal("slack"), settings: slackSettings, ...common };
const teams = { kind: z.literal("teams"), settings: z.strictObject({}), ...common };
const webhook = { kind: z.literal("webhook"), settings: webhookSettings, ...common };
const email = { kind: z.literal("email"), settings: emailSettings, ...common };

export const integrationForm = z.discriminatedUnion("kind", [
  z.strictObject({ ...slack, secret: slackSecret }),
  z.strictObject({ ...teams, secret: teamsSecret }),
  // Its secret is made here and shown once.
  z.strictObject(webhook),
  z.strictObject({ ...email, secret: emailSecret }),
]);
export type IntegrationForm = z.infer<typeof integrationForm>;

const place = { id: z.string().min(1).max(40), version: z.number().int().min(1) };

/** A secret of `null` keeps the stored one. The kind must be what it is: it never changes. */
export const integrationChange = z.discriminatedUnion("kind", [
  z.strictObject({ ...place, ...slack, secret: slackSecret.nullable() }),
  z.strictObject({ ...place, ...teams, secret: teamsSecret.nullable() }),
  z.strictObject({ ...place, ...webhook }),
  z.strictObject({ ...place, ...email, secret: emailSecret.nullable() }),
]);
export type IntegrationChange = z.infer<typeof integrationChange>;
