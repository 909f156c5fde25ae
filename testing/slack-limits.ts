/** The limits of Block Kit as Slack publishes them, checked from the outside: a second witness to ours. */
type Json = Readonly<Record<string, unknown>>;

const BLOCK_TYPES = ["section", "context", "actions", "input", "header", "divider"];

/** What Slack would refuse a message or a view for; empty when it would take it. */
export function problemsOfBlocks(blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return ["blocks is no list"];
  if (blocks.length > 50) return [`${blocks.length} blocks of at most 50`];
  const ids = blocks.map((block: Json) => block["block_id"]).filter((id) => id !== undefined);
  const doubled = new Set(ids).size === ids.length ? [] : ["a block_id is there twice"];
  return [...doubled, ...blocks.flatMap((block: Json) => problemsOfBlock(block))];
}

function problemsOfBlock(block: Json): string[] {
  const type = String(block["type"]);
  if (!BLOCK_TYPES.includes(type)) return [`no block is a ${type}`];
  const id = within(block["block_id"] ?? "", 255, "block_id");
  if (type === "section") return [...id, ...problemsOfSection(block)];
  if (type === "context")
    return [...id, ...list(block["elements"], 10, "context").flatMap(text2000)];
  if (type === "actions")
    return [...id, ...list(block["elements"], 25, "actions").flatMap(problemsOfButton)];
  return id;
}

function problemsOfSection(block: Json): string[] {
  if (block["fields"] !== undefined) {
    const fields = list(block["fields"], 10, "fields");
    return fields.length === 0 ? ["fields is empty"] : fields.flatMap(text2000);
  }
  return problemsOfText(block["text"], 3_000);
}

const text2000 = (value: unknown) => problemsOfText(value, 2_000);

function problemsOfText(value: unknown, max: number): string[] {
  if (typeof value !== "object" || value === null) return ["a text is missing"];
  const { type, text } = value as Json;
  if (type !== "mrkdwn" && type !== "plain_text") return [`no text is a ${String(type)}`];
  if (typeof text !== "string" || text.length === 0) return ["a text is empty"];
  return text.length > max ? [`a text of ${text.length} of at most ${max} characters`] : [];
}

function problemsOfButton(element: unknown): string[] {
  const button = element as Json;
  if (button["type"] !== "button") return [];
  const confirm = button["confirm"] as Json | undefined;
  return [
    ...problemsOfText(button["text"], 75),
    ...within(button["action_id"] ?? "", 255, "action_id"),
    ...within(button["value"] ?? "", 2_000, "value"),
    ...within(button["url"] ?? "", 3_000, "url"),
    ...(confirm === undefined
      ? []
      : [
          ...problemsOfText(confirm["title"], 100),
          ...problemsOfText(confirm["text"], 300),
          ...problemsOfText(confirm["confirm"], 30),
          ...problemsOfText(confirm["deny"], 30),
        ]),
  ];
}

/** What Slack would refuse a modal for. */
export function problemsOfView(view: Json): string[] {
  const titles = ["title", "submit", "close"].flatMap((name) =>
    view[name] === undefined && name !== "title" ? [] : problemsOfText(view[name], 24),
  );
  return [
    ...(view["type"] === "modal" ? [] : ["a view is a modal"]),
    ...titles,
    ...within(view["private_metadata"] ?? "", 3_000, "private_metadata"),
    ...within(view["callback_id"] ?? "", 255, "callback_id"),
    ...problemsOfBlocks(view["blocks"]),
  ];
}

function list(value: unknown, max: number, name: string): unknown[] {
  if (!Array.isArray(value)) return [{ type: `missing ${name}` }];
  return value.length > max ? [{ type: `too many ${name}` }] : value;
}

function within(value: unknown, max: number, name: string): string[] {
  if (typeof value !== "string") return [`${name} is no text`];
  return value.length > max ? [`${name} of ${value.length} of at most ${max} characters`] : [];
}
