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

/**
 * Says what became of it: a vote is answered once it is in the store, and by an error when it is not, so
 * that a gateway which dies in between has answered nothing and its person sees that in Slack. Slack
 * waits three seconds; words and dialogs, which only tell of it, follow afterwards.
 */
export interface SlackAnswer {
  readonly status: 200 | 401 | 500;
  /** JSON when it is an object. */
  readonly body: object | string;
  readonly afterwards: (() => Promise<void>) | null;
}

const NOTHING: SlackAnswer = { status: 200, body: "", afterwards: null };
const WORDS_CHARACTERS_MAX = 1_000;
const FAILED =
  "This did not work. Open the request in Gatehouse to see where it stands, and decide there.";

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
  return await answerIncoming(door, takesHttp, incoming);
}

/** The same for HTTP and for a socket: whoever calls this has proved to be Slack. */
export async function answerIncoming(
  door: SlackDoor,
  integration: SlackIntegration,
  incoming: Incoming,
): Promise<SlackAnswer> {
  switch (incoming.kind) {
    case "challenge":
      return { ...NOTHING, body: incoming.challenge };
    case "command":
      return { ...NOTHING, body: privateText(await answerCommand(door, integration, incoming)) };
    case "click":
      return await answerClick(door, integration, incoming);
    case "rejection":
      return await answerRejection(door, integration, incoming);
    case "other":
      return NOTHING;
  }
}

type Of<Kind extends Incoming["kind"]> = Extract<Incoming, { kind: Kind }>;

async function answerCommand(
  door: SlackDoor,
  integration: SlackIntegration,
  { word, person }: Of<"command">,
): Promise<string> {
  if (word === "link") return linkWords(door, integration.id, person);
  if (word === "subscribe") return await subscribeWords(door, integration, person);
  return "`/gatehouse subscribe` says what you are told of here, and links you to your Gatehouse account; `/gatehouse link` links you anew.";
}

/** Whoever is linked is told; whoever is not is given the link. */
async function subscribeWords(
  door: SlackDoor,
  { id, settings }: SlackIntegration,
  person: SlackPerson,
): Promise<string> {
  const channel = inertLine(settings.channel, 120);
  const where = /^[CG][A-Z0-9]{6,}$/.test(channel) ? `<#${channel}>` : channel;
  const told = `Access requests are told in ${where}, which an admin sets on the Integrations page of Gatehouse.`;
  const userId = await door.identityOf(id, person.id);
  if (userId === null) {
    const then = "Then you are told here what becomes of your own, and buttons decide as you.";
    return `${told} ${linkWords(door, id, person)} ${then}`;
  }
  const actor = await door.actorOf(userId);
  const who = actor === null ? "an account that is not active" : inertLine(actor.name, 120);
  return `${told} You are linked to ${who}: you are told here what becomes of your own requests.`;
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
): Promise<SlackAnswer> {
  const { subject, person, responseUrl } = click;
  const place = { integration, person, responseUrl };
  if (click.verdict === "approve") {
    return await castVote(door, place, {
      ...subject,
      verdict: "approve",
      reason: "",
      via: "slack",
    });
  }
  const opening = () =>
    tryTo(door, place, async () => {
      const who = await findActor(door, place);
      if (who.kind === "nobody") return who.words;
      const { settings, botToken: token } = integration;
      const client = slackClient({ apiUrl: settings.apiUrl, token });
      const view = rejectDialog(subject, responseUrl);
      await client.views.open({ trigger_id: click.triggerId, view });
      return null;
    });
  return { ...NOTHING, afterwards: async () => say(door, place, (await opening()).words) };
}

async function answerRejection(
  door: SlackDoor,
  integration: SlackIntegration,
  { person, subject, reason, responseUrl }: Of<"rejection">,
): Promise<SlackAnswer> {
  if (reason === "") {
    const errors = { [REJECT_DIALOG.block]: "Say why: who asked for it reads this." };
    return { ...NOTHING, body: { response_action: "errors", errors } };
  }
  const vote: ChatVote = { ...subject, verdict: "reject", reason, via: "slack" };
  return await castVote(door, { integration, person, responseUrl }, vote);
}

/** Who clicked, and where to answer them alone. */
interface Place {
  readonly integration: SlackIntegration;
  readonly person: SlackPerson;
  readonly responseUrl: string;
}

/** Votes, and then answers: the vote of the page, by who linked this account. */
async function castVote(door: SlackDoor, place: Place, vote: ChatVote): Promise<SlackAnswer> {
  const { isDone, words } = await tryTo(door, place, async () => {
    const who = await findActor(door, place);
    if (who.kind === "nobody") return who.words;
    await voteAs(door, { place, actor: who.actor }, vote);
    return vote.verdict === "approve"
      ? "Your approval was recorded."
      : "Your rejection was recorded; who asked for it can read why.";
  });
  const status = isDone ? 200 : 500;
  return { status, body: "", afterwards: () => say(door, place, words) };
}

/** What the page refuses is refused here, and leaves an event: a button was pressed by who may not. */
async function voteAs(
  door: SlackDoor,
  { place, actor }: { readonly place: Place; readonly actor: Actor },
  vote: ChatVote,
): Promise<void> {
  const { id, name, team } = place.person;
  const origin = `Slack user ${id} ${name} ${team}`.trim().slice(0, 200);
  try {
    await door.vote(door.deps, { actor, origin }, vote);
  } catch (error) {
    if (isRefusal(error)) {
      await recordRefusedChat(door.deps, {
        ...{ integrationId: place.integration.id, because: error.code, slackUser: id },
        ...{ actor, origin, requestId: vote.id },
      });
    }
    throw error;
  }
}

type Found =
  | { readonly kind: "person"; readonly actor: Actor }
  | { readonly kind: "nobody"; readonly words: string };

/** Who this is in Gatehouse. Whom nobody is linked to is told how, and is nobody until then. */
async function findActor(door: SlackDoor, { integration, person }: Place): Promise<Found> {
  const userId = await door.identityOf(integration.id, person.id);
  const actor = userId === null ? null : await door.actorOf(userId);
  if (actor !== null) return { kind: "person", actor };
  const because = userId === null ? "not-linked" : "not-active";
  await recordRefusedChat(door.deps, {
    ...{ integrationId: integration.id, because, slackUser: person.id },
  });
  const words =
    userId === null
      ? `Nothing was decided: Gatehouse does not know who you are yet. ${linkWords(door, integration.id, person)}`
      : "Nothing was decided: your Gatehouse account is not active. Ask an admin.";
  return { kind: "nobody", words };
}

/** Does it; in words how it went: of a refusal its own, and what to do next. */
async function tryTo(
  { deps }: SlackDoor,
  { integration }: Place,
  act: () => Promise<string | null>,
): Promise<{ readonly isDone: boolean; readonly words: string | null }> {
  try {
    return { isDone: true, words: await act() };
  } catch (error) {
    if (isRefusal(error)) {
      const { because, next } = error.toPublic();
      return { isDone: true, words: inertLine(`${because} ${next}`, WORDS_CHARACTERS_MAX) };
    }
    deps.log.error({ err: error, integrationId: integration.id }, "a click in Slack failed");
    return { isDone: false, words: FAILED };
  }
}

async function say({ deps }: SlackDoor, place: Place, words: string | null): Promise<void> {
  if (words === null) return;
  const { integration, responseUrl } = place;
  await answerPrivately(deps, integration.settings, { responseUrl, text: words });
}
