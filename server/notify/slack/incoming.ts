import { z } from "zod";
import { BUTTONS, readSubject, type Subject } from "./buttons";

/** Who did something in Slack. Names are Slack's, to be shown; only the id is looked up. */
export interface SlackPerson {
  readonly id: string;
  readonly name: string;
  readonly team: string;
}

/** What Slack tells the gateway, by HTTP or over a socket: the part of it that is used. */
export type Incoming =
  | { readonly kind: "challenge"; readonly challenge: string }
  | {
      readonly kind: "click";
      readonly person: SlackPerson;
      readonly verdict: "approve" | "reject";
      readonly subject: Subject;
      readonly responseUrl: string;
      readonly triggerId: string;
    }
  | {
      readonly kind: "rejection";
      readonly person: SlackPerson;
      readonly subject: Subject;
      readonly reason: string;
      readonly responseUrl: string;
    }
  | { readonly kind: "command"; readonly person: SlackPerson; readonly word: string }
  /** Of no use here: a click on a link, a closed dialog, what a later Slack may send. */
  | { readonly kind: "other" };

const OTHER: Incoming = { kind: "other" };
const short = z.string().max(200);
const url = z.string().max(1_000);

const team = z.object({ domain: short }).nullish();
const clicks = z.object({
  type: z.literal("block_actions"),
  user: z.object({ id: short, username: short.default("") }),
  team,
  response_url: url,
  trigger_id: short,
  actions: z.array(z.object({ action_id: z.string(), value: z.string().max(2_000).optional() })),
});
const submission = z.object({
  type: z.literal("view_submission"),
  user: z.object({ id: short, name: short.default("") }),
  team,
  view: z.object({
    callback_id: z.string(),
    private_metadata: z.string().max(3_000),
    state: z.object({
      values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))),
    }),
  }),
});
const command = z.object({
  ...{ command: short, text: z.string().max(4_000).default("") },
  ...{ user_id: short, user_name: short.default(""), team_domain: short.default("") },
});
const challenge = z.object({ type: z.literal("url_verification"), challenge: short });

export const REJECT_DIALOG = {
  callback: "gatehouse.reject",
  block: "reason",
  action: "text",
} as const;

/** What the dialog carries to its own submission: which request, and where to answer its person. */
const carried = z.strictObject({ subject: z.string().max(200), responseUrl: url });

export function writeCarried(subject: string, responseUrl: string): string {
  return JSON.stringify({ subject, responseUrl });
}

/** The body of a request: a form with a `payload`, a form that is a command, or JSON. */
export function readHttpBody(body: Uint8Array, contentType: string): Incoming {
  const text = Buffer.from(body).toString("utf8");
  if (contentType.startsWith("application/json")) return readIncoming(jsonOf(text));
  const form = Object.fromEntries(new URLSearchParams(text));
  const payload = form["payload"];
  return readIncoming(payload === undefined ? form : jsonOf(payload));
}

export function readIncoming(payload: unknown): Incoming {
  return (
    readChallenge(payload) ??
    readClick(payload) ??
    readRejection(payload) ??
    readCommand(payload) ??
    OTHER
  );
}

function readChallenge(payload: unknown): Incoming | null {
  const read = challenge.safeParse(payload);
  return read.success ? { kind: "challenge", challenge: read.data.challenge } : null;
}

function readClick(payload: unknown): Incoming | null {
  const read = clicks.safeParse(payload);
  if (!read.success) return null;
  const { user, actions, response_url: responseUrl, trigger_id: triggerId } = read.data;
  const action = actions.find(
    ({ action_id: id }) => id === BUTTONS.approve || id === BUTTONS.reject,
  );
  const subject = readSubject(action?.value);
  if (action === undefined || subject === null) return OTHER;
  const verdict = action.action_id === BUTTONS.approve ? "approve" : "reject";
  const person = personOf(user.id, user.username, read.data.team);
  return { kind: "click", person, verdict, subject, responseUrl, triggerId };
}

function readRejection(payload: unknown): Incoming | null {
  const read = submission.safeParse(payload);
  if (!read.success) return null;
  const { user, view, team } = read.data;
  const data = carried.safeParse(jsonOf(view.private_metadata)).data;
  const subject = readSubject(data?.subject);
  const isOurs = view.callback_id === REJECT_DIALOG.callback;
  if (!isOurs || data === undefined || subject === null) return OTHER;
  const { responseUrl } = data;
  return {
    kind: "rejection",
    person: personOf(user.id, user.name, team),
    subject,
    reason: reasonIn(view.state.values),
    responseUrl,
  };
}

function reasonIn(values: z.infer<typeof submission>["view"]["state"]["values"]): string {
  return (values[REJECT_DIALOG.block]?.[REJECT_DIALOG.action]?.value ?? "").trim();
}

function personOf(
  id: string,
  name: string,
  team: { readonly domain: string } | null | undefined,
): SlackPerson {
  return { id, name, team: team?.domain ?? "" };
}

function readCommand(payload: unknown): Incoming | null {
  const read = command.safeParse(payload);
  if (!read.success) return null;
  const { user_id: id, user_name: name, team_domain: domain, text } = read.data;
  const word = text.trim().split(/\s+/, 1)[0]?.toLowerCase() ?? "";
  return { kind: "command", person: { id, name, team: domain }, word };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
