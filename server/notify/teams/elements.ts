/** The part of Adaptive Cards 1.5 that is used here. */
export interface TextRun {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly fontType?: "Monospace";
}
export type Element =
  | { readonly type: "RichTextBlock"; readonly inlines: TextRun[]; readonly spacing?: "None" }
  | {
      readonly type: "TextBlock";
      readonly text: string;
      readonly wrap: true;
      readonly weight?: "Bolder";
      readonly isSubtle?: true;
    }
  | { readonly type: "FactSet"; readonly facts: { title: string; value: string }[] };

export interface OpenUrl {
  readonly type: "Action.OpenUrl";
  readonly title: string;
  readonly url: string;
  readonly style?: "positive" | "destructive";
}

export interface Card {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly version: "1.5";
  readonly msteams: { readonly width: "Full" };
  /** For where the card cannot be shown: a notification, an old client. */
  readonly fallbackText: string;
  readonly body: Element[];
  readonly actions: OpenUrl[];
}

/** Our own words: a text block reads Markdown. */
export function words(text: string, look: { weight?: "Bolder"; isSubtle?: true } = {}): Element {
  return { type: "TextBlock", text, wrap: true, ...look };
}

/** Runs show their text as it is, so that texts of people stand in nothing else. */
export function runs(...inlines: TextRun[]): Element {
  return { type: "RichTextBlock", inlines };
}

export function run(text: string, look: Pick<TextRun, "weight" | "fontType"> = {}): TextRun {
  return { type: "TextRun", text, ...look };
}
