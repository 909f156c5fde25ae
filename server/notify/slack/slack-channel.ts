import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Channel, ChannelTarget, Message, Told } from "../channel";
import { isWaiting } from "../notice-words";
import { channelMessage, requesterMessage, type SlackMessage } from "./message";
import { readSlackSecrets, slackSettings } from "./settings";
import { failureOf, slackClient, slackErrorOf } from "./slack-client";

/** Less than who delivers waits: what goes on after that would be told again meanwhile. */
const TELL_MS_MAX = 25_000;

export interface SlackPeople {
  /** The Slack user that this person has linked; null: Slack is asked by e-mail address. */
  slackUserOf(integrationId: string, userId: string): Promise<string | null>;
}

const remembered = z.object({
  channel: z.string(),
  ts: z.string(),
  /** The revision whose command was attached as a file. */
  attached: z.number().nullable().default(null),
});
type Remembered = z.infer<typeof remembered>;

/** One telling, with what it needs. */
interface Telling {
  readonly client: WebClient;
  readonly people: SlackPeople;
  readonly channel: string;
  readonly target: ChannelTarget;
  readonly message: Message;
}

interface Shown {
  readonly remember: Remembered | null;
  /** `posted` cannot be done twice without being seen twice. */
  readonly how: "posted" | "updated" | "nothing";
}

/** Slack: one message a request, in one channel, kept true; and a word to the requester. */
export function slackChannel(people: SlackPeople): Channel {
  return {
    kind: "slack",
    async tell(_deps, target, message): Promise<Told> {
      const settings = slackSettings.safeParse(target.settings);
      const secrets = readSlackSecrets(target.secret);
      if (!settings.success || secrets === null) {
        const because = "The integration's settings are not complete: save them again.";
        return { kind: "failed", because, retry: false };
      }
      const { apiUrl, channel } = settings.data;
      const deadline = AbortSignal.timeout(TELL_MS_MAX);
      const client = slackClient({ apiUrl, token: secrets.botToken, deadline });
      try {
        return await tellBoth({ client, people, channel, target, message });
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

async function tellBoth(telling: Telling): Promise<Told> {
  const { how, remember } = await showInChannel(telling);
  const direct = await tellRequester(telling).catch((error: unknown) => {
    const failure = failureOf(error);
    // Trying all of it again would post a second message.
    if (failure.retry && how !== "posted") throw error;
    return `requester not told: ${failure.because}`;
  });
  if (how === "nothing" && direct === null) return { kind: "passed-over" };
  const where = how === "nothing" ? [] : [`${how} ${remember?.ts} in ${remember?.channel}`];
  const response = [...where, ...(direct === null ? [] : [direct])].join("; ");
  return { kind: "told", remember, response };
}

async function showInChannel(telling: Telling): Promise<Shown> {
  const { message, target } = telling;
  const { notice, event, at } = message;
  const known = remembered.safeParse(target.remembered).data ?? null;
  const content = channelMessage(notice, at);
  if (known !== null && (await update(telling, known, content))) {
    // What was forced is to be seen by everyone, and an update rings no bell.
    if (event !== "request.forced") return settle(telling, content, { known, how: "updated" });
  } else if (!isWaiting(notice) && event !== "request.forced") {
    return { remember: null, how: "nothing" };
  }
  const { client, channel } = telling;
  const posted = await client.chat.postMessage({ channel, ...written(content), ...NO_PREVIEWS });
  const fresh = { channel: posted.channel ?? channel, ts: posted.ts ?? "", attached: null };
  return settle(telling, content, { known: fresh, how: "posted" });
}

/** False when the message is no longer there. */
async function update(
  { client }: Telling,
  { channel, ts }: Remembered,
  content: SlackMessage,
): Promise<boolean> {
  try {
    await client.chat.update({ channel, ts, ...written(content) });
    return true;
  } catch (error) {
    if (slackErrorOf(error) === "message_not_found") return false;
    throw error;
  }
}

const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** Slack looks for no links and no names in what people wrote. */
function written({ text, blocks }: SlackMessage) {
  return { text, blocks, parse: "none", link_names: false } as const;
}

/** What belongs in the thread: the whole command once a revision, and a reminder. */
async function settle(
  telling: Telling,
  content: SlackMessage,
  { known, how }: { known: Remembered; how: "posted" | "updated" },
): Promise<Shown> {
  const { client, message } = telling;
  if (message.event === "request.nudged" && how === "updated") {
    const text = "A reminder: this request still waits.";
    const { channel, ts } = known;
    await client.chat.postMessage({ channel, thread_ts: ts, text, reply_broadcast: true });
    return { remember: known, how: "posted" };
  }
  const { revision } = message.notice;
  if (content.snippet === null || known.attached === revision) return { remember: known, how };
  const isAttached = await attach(telling, known, content.snippet);
  return { remember: { ...known, attached: isAttached ? revision : known.attached }, how };
}

/** The page has the command too, so that a file which cannot be attached fails nothing. */
async function attach(
  { client, message }: Telling,
  { channel, ts }: Remembered,
  content: string,
): Promise<boolean> {
  const filename = `${message.notice.id}-revision-${message.notice.revision}.txt`;
  try {
    await client.filesUploadV2({
      ...{ channel_id: channel, thread_ts: ts, filename, title: "The whole command", content },
    });
    return true;
  } catch {
    return false;
  }
}

/** What was sent, in words; null when this is no news to them or they are not in Slack. */
async function tellRequester(telling: Telling): Promise<string | null> {
  const { client, message } = telling;
  const news = requesterMessage(message.notice, message.event);
  const user = news === null ? null : await findRequester(telling);
  if (news === null || user === null) return null;
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) return null;
  await client.chat.postMessage({ channel: channel.id, ...written(news), ...NO_PREVIEWS });
  return `told ${user}`;
}

async function findRequester({ client, people, target, message }: Telling): Promise<string | null> {
  const { id, email } = message.notice.requester;
  const linked = id === null ? null : await people.slackUserOf(target.id, id);
  if (linked !== null || email === "") return linked;
  try {
    return (await client.users.lookupByEmail({ email })).user?.id ?? null;
  } catch (error) {
    if (slackErrorOf(error) === "users_not_found") return null;
    throw error;
  }
}
