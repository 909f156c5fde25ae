import { inertLine } from "@/domain/integrations/mrkdwn";
import type { Actor } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import { answerPrivately, privateText } from "./answer-privately";
import { type ChatVote, recordRefusedChat, type SlackDoor } from "./door";
import { type Incoming, REJECT_DIALOG, readHttpBody, type SlackPerson } from "./incoming";
import { writeChatLink } from "./link-token";
import { rejectDialog } from "./reject-dialog";
import type { SlackIntegration } from "./settings";
import { slackClient } from "./slack-client";
import type { SignedRequest } from "./verify-signature";

/** Slack waits three seconds for the answer; what may take longer is done afterwards. */
export interface SlackAnswer {
  readonly status: number;
  /** JSON when it is an object. */
  readonly body: object | string;
  readonly afterwards: (() => Promise<void>) | null;
}
type Answer = Omit<SlackAnswer, "status">;

const NOTHING: Answer = { body: "", afterwards: null };
const WORDS_CHARACTERS_MAX = 1_000;

/** Answers one HTTP request of Slack's to an integration; what is not signed by it is told nothing. */
export async function answerSlack(
  door: SlackDoor,
  integrationId: string,
  request: SignedRequest,
): Promise<SlackAnswer> {
  const integration = await door.slackIntegration(integrationId);
  const takesHttp = integration?.settings.mode === "http" ? integration : null;
  const denial =
    takesHttp === null
      ? "unknown-integration"
      : door.signatures.denialOf(request, takesHttp.signingSecret);
  if (takesHttp === null || denial !== null) {
    await recordRefusedChat(door.deps, { integrationId, because: String(denial) });
    return { status: 401, body: "This was not signed by Slack.\n", afterwards: null };
  }
  const contentType = String(request.headers["content-type"] ?? "");
  const incoming = readHttpBody(request.body, contentType);
  return { status: 200, ...(await answerIncoming(door, takesHttp, incoming)) };
}

/** The same for HTTP and for a socket: whoever calls this has proved to be Slack. */
export async function answerIncoming(
  door: SlackDoor,
  integration: SlackIntegration,
  incoming: Incoming,
): Promise<Answer> {
  switch (incoming.kind) {
    case "challenge":
      return { body: incoming.challenge, afterwards: null };
    case "command":
      return { body: privateText(answerCommand(door, integration, incoming)), afterwards: null };
    case "click":
      return { body: "", afterwards: () => answerClick(door, integration, incoming) };
    case "rejection":
      return answerRejection(door, integration, incoming);
    case "other":
      return NOTHING;
  }
}

type Of<Kind extends Incoming["kind"]> = Extract<Incoming, { kind: Kind }>;

function answerCommand(
  door: SlackDoor,
  integration: SlackIntegration,
  { word, person }: Of<"command">,
): string {
  if (word === "link") return linkWords(door, integration.id, person);
  const channel = inertLine(integration.settings.channel, 120);
  const where = /^[CG][A-Z0-9]{6,}$/.test(channel) ? `<#${channel}>` : channel;
  if (word === "subscribe") {
    return `Access requests are told in ${where}. An admin sets the channel on the Integrations page of Gatehouse.`;
  }
  return "`/gatehouse link` links you to your Gatehouse account; `/gatehouse subscribe` says where access requests are told.";
}

function linkWords({ deps }: SlackDoor, integrationId: string, person: SlackPerson): string {
  const asked = { integrationId, slackUserId: person.id };
  const token = writeChatLink(deps, { ...asked, slackUser: person.name, slackTeam: person.team });
  const url = `${deps.env.url}/link-chat?token=${token}`;
  return `<${url}|Link this Slack account to your Gatehouse account>. The link is yours alone, works once and for 15 minutes.`;
}

async function answerClick(
  door: SlackDoor,
  integration: SlackIntegration,
  click: Of<"click">,
): Promise<void> {
  const { subject, person, responseUrl } = click;
  if (click.verdict === "approve") {
    const vote: ChatVote = { ...subject, verdict: "approve", reason: "", via: "slack" };
    return castVote(door, { integration, person, responseUrl }, vote);
  }
  const place = { integration, person, responseUrl };
  await saySafely(door, place, async () => {
    const actor = await findActor(door, place);
    if (actor === null) return null;
    const { settings, botToken: token } = integration;
    const client = slackClient({ apiUrl: settings.apiUrl, token });
    const view = rejectDialog(subject, responseUrl);
    await client.views.open({ trigger_id: click.triggerId, view });
    return null;
  });
}

function answerRejection(
  door: SlackDoor,
  integration: SlackIntegration,
  { person, subject, reason, responseUrl }: Of<"rejection">,
): Answer {
  if (reason === "") {
    const errors = { [REJECT_DIALOG.block]: "Say why: who asked for it reads this." };
    return { body: { response_action: "errors", errors }, afterwards: null };
  }
  const vote: ChatVote = { ...subject, verdict: "reject", reason, via: "slack" };
  return {
    body: "",
    afterwards: () => castVote(door, { integration, person, responseUrl }, vote),
  };
}

/** Who clicked, and where to answer them alone. */
interface Place {
  readonly integration: SlackIntegration;
  readonly person: SlackPerson;
  readonly responseUrl: string;
}

function castVote(door: SlackDoor, place: Place, vote: ChatVote): Promise<void> {
  return saySafely(door, place, async () => {
    const actor = await findActor(door, place);
    if (actor === null) return null;
    const { id, name, team } = place.person;
    const origin = `Slack user ${id} ${name} ${team}`.trim().slice(0, 200);
    await door.vote(door.deps, { actor, origin }, vote);
    return vote.verdict === "approve"
      ? "Your approval was recorded."
      : "Your rejection was recorded; who asked for it can read why.";
  });
}

/** Who this is in Gatehouse. Whom nobody is linked to is told how, and is nobody until then. */
async function findActor(door: SlackDoor, place: Place): Promise<Actor | null> {
  const { integration, person, responseUrl } = place;
  const userId = await door.identityOf(integration.id, person.id);
  const actor = userId === null ? null : await door.actorOf(userId);
  if (actor !== null) return actor;
  const because = userId === null ? "not-linked" : "not-active";
  await recordRefusedChat(door.deps, {
    ...{ integrationId: integration.id, because, slackUser: person.id },
  });
  const words =
    userId === null
      ? `Nothing was decided: Gatehouse does not know who you are yet. ${linkWords(door, integration.id, person)}`
      : "Nothing was decided: your Gatehouse account is not active. Ask an admin.";
  await answerPrivately(door.deps, integration.settings, { responseUrl, text: words });
  return null;
}

/** Does it and says privately how it went: a refusal with its words and what to do next. */
async function saySafely(
  { deps }: SlackDoor,
  { integration, responseUrl }: Place,
  act: () => Promise<string | null>,
): Promise<void> {
  const words = await act().catch((error: unknown) => {
    if (isRefusal(error)) {
      const { because, next } = error.toPublic();
      return inertLine(`${because} ${next}`, WORDS_CHARACTERS_MAX);
    }
    deps.log.error({ err: error, integrationId: integration.id }, "a click in Slack failed");
    return "This did not work. Open the request in Gatehouse to see where it stands, and decide there.";
  });
  if (words === null) return;
  await answerPrivately(deps, integration.settings, { responseUrl, text: words });
}
