import { problemsOfBlocks, problemsOfView } from "./slack-limits";
import { directOf, type Json, type SlackWorld } from "./slack-world";

export type Method = (world: SlackWorld, args: Json, base: string) => Json;

const no = (error: string, messages: readonly string[] = []): Json => ({
  ...{ ok: false, error, response_metadata: { messages: messages.map((one) => `[ERROR] ${one}`) } },
});
const text = (value: unknown) => (typeof value === "string" ? value : "");
const parsed = (value: unknown) => (typeof value === "string" ? JSON.parse(value) : value);

const postMessage: Method = (world, args) => {
  const channel = world.channelId(args["channel"], "names");
  if (channel === null) return no("channel_not_found");
  const threadTs = text(args["thread_ts"]) || null;
  if (threadTs !== null && world.message(channel, threadTs) === undefined)
    return no("thread_not_found");
  const content = contentOf(args);
  if ("error" in content) return content;
  const message = { channel, ts: world.nextTs(), threadTs, ...content };
  world.messages.push(message);
  return { ok: true, channel, ts: message.ts, message: { type: "message", ...content } };
};

const update: Method = (world, args) => {
  const channel = world.channelId(args["channel"], "ids");
  if (channel === null) return no("channel_not_found");
  const message = world.message(channel, text(args["ts"]));
  if (message === undefined) return no("message_not_found");
  const content = contentOf(args);
  if ("error" in content) return content;
  Object.assign(message, content);
  return { ok: true, channel, ts: message.ts, text: message.text };
};

function contentOf(args: Json): { text: string; blocks: Json[] } | (Json & { error: unknown }) {
  const blocks = args["blocks"] === undefined ? [] : parsed(args["blocks"]);
  const problems = problemsOfBlocks(blocks);
  if (problems.length > 0) return { error: "", ...no("invalid_blocks", problems) };
  if (text(args["text"]) === "" && blocks.length === 0) return { error: "", ...no("no_text") };
  if (text(args["text"]).length > 40_000) return { error: "", ...no("msg_too_long") };
  return { text: text(args["text"]), blocks };
}

const postEphemeral: Method = (world, args) => {
  if (world.channelId(args["channel"], "names") === null) return no("channel_not_found");
  if (!world.users.some(({ id }) => id === args["user"])) return no("user_not_in_channel");
  const content = contentOf(args);
  return "error" in content ? content : { ok: true, message_ts: world.nextTs() };
};

const openView: Method = (world, args) => {
  const trigger = world.triggers.get(text(args["trigger_id"]));
  if (trigger === undefined) return no("invalid_trigger_id");
  if (trigger.isUsed) return no("exchanged_trigger_id");
  if (world.now() - trigger.at > 3_000) return no("expired_trigger_id");
  const view = parsed(args["view"]);
  const problems = problemsOfView(view);
  if (problems.length > 0) return no("invalid_arguments", problems);
  trigger.isUsed = true;
  const opened = { ...view, id: `V${world.next()}`, team_id: world.team.id };
  world.views.push(opened);
  return { ok: true, view: opened };
};

const profileOf = (world: SlackWorld, user: SlackWorld["users"][number]): Json => ({
  ...{ id: user.id, team_id: world.team.id, name: user.name, deleted: false, is_bot: false },
  profile: { email: user.email, real_name: user.name },
});

const userInfo: Method = (world, args) => {
  const user = world.users.find(({ id }) => id === args["user"]);
  return user === undefined ? no("user_not_found") : { ok: true, user: profileOf(world, user) };
};

const lookupByEmail: Method = (world, args) => {
  const user = world.users.find(({ email }) => email === text(args["email"]).toLowerCase());
  return user === undefined ? no("users_not_found") : { ok: true, user: profileOf(world, user) };
};

const openConversation: Method = (world, args) => {
  const user = world.users.find(({ id }) => id === args["users"]);
  if (user === undefined) return no("user_not_found");
  return { ok: true, channel: { id: directOf(user.id) } };
};

const getUploadUrl: Method = (world, args, base) => {
  const length = Number(args["length"]);
  const name = text(args["filename"]);
  if (name === "" || !(length > 0)) return no("invalid_arguments");
  const id = `F${world.next()}`;
  world.files.set(id, { id, name, length, content: null, sharedIn: null });
  return { ok: true, upload_url: `${base}/upload/v1/${id}`, file_id: id };
};

const completeUpload: Method = (world, args) => {
  const channel = world.channelId(args["channel_id"], "ids");
  if (channel === null) return no("channel_not_found");
  const files = parsed(args["files"]).map(({ id }: { id: string }) => world.files.get(id));
  for (const file of files) {
    if (file === undefined || file.content === null) return no("file_not_found");
    file.sharedIn = { channel, threadTs: text(args["thread_ts"]) };
  }
  return { ok: true, files: parsed(args["files"]) };
};

/** Slack's documented methods as far as they are used here, with the errors it documents. */
export const METHODS: Readonly<Record<string, Method>> = {
  "chat.postMessage": postMessage,
  "chat.update": update,
  "chat.postEphemeral": postEphemeral,
  "views.open": openView,
  "users.info": userInfo,
  "users.lookupByEmail": lookupByEmail,
  "conversations.open": openConversation,
  "files.getUploadURLExternal": getUploadUrl,
  "files.completeUploadExternal": completeUpload,
  "auth.test": (world) => ({ ok: true, team_id: world.team.id, user_id: "U0BOT", bot_id: "B0BOT" }),
  "apps.connections.open": (_world, _args, base) => ({
    ...{ ok: true, url: `${base.replace("http", "ws")}/link?ticket=1` },
  }),
};
