/** The part of Slack's Block Kit that is used here, and its published limits. */
export interface MrkdwnText {
  readonly type: "mrkdwn";
  readonly text: string;
  /** Slack looks for no links, channels or people in it. */
  readonly verbatim: true;
}
export interface PlainText {
  readonly type: "plain_text";
  readonly text: string;
  readonly emoji: false;
}
export interface Button {
  readonly type: "button";
  readonly action_id: string;
  readonly text: PlainText;
  readonly value?: string;
  readonly url?: string;
  readonly style?: "primary" | "danger";
  readonly confirm?: {
    readonly title: PlainText;
    readonly text: PlainText;
    readonly confirm: PlainText;
    readonly deny: PlainText;
  };
}
export type Block =
  | { readonly type: "section"; readonly text: MrkdwnText }
  | { readonly type: "section"; readonly fields: MrkdwnText[] }
  | { readonly type: "context"; readonly elements: MrkdwnText[] }
  | { readonly type: "actions"; readonly block_id: string; readonly elements: Button[] };

export const SLACK_LIMITS = {
  blocksMax: 50,
  sectionCharactersMax: 3_000,
  fieldsMax: 10,
  fieldCharactersMax: 2_000,
  contextElementsMax: 10,
  buttonTextCharactersMax: 75,
  buttonValueCharactersMax: 2_000,
  buttonUrlCharactersMax: 3_000,
  idCharactersMax: 255,
  confirmTitleCharactersMax: 100,
  confirmTextCharactersMax: 300,
  confirmButtonCharactersMax: 30,
  /** Slack's own advice for the text beside blocks; it cuts at 40,000. */
  messageCharactersMax: 4_000,
} as const;

export function mrkdwn(text: string): MrkdwnText {
  return { type: "mrkdwn", text, verbatim: true };
}

export function plain(text: string): PlainText {
  return { type: "plain_text", text, emoji: false };
}

export function section(text: string): Block {
  return { type: "section", text: mrkdwn(text) };
}

/** Slack writes it in its reader's time zone. */
export function slackTime(at: Date, fallback: string): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  return `<!date^${seconds}^{date_short_pretty} at {time}|${fallback}>`;
}
