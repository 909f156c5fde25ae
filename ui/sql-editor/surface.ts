/** A place in the text, in UTF-16 units from 0, and what is said of it. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly tone: "bad" | "warn";
}

/** Where a statement is typed: the plain text area at first, Monaco once it is there. */
export interface Surface {
  getText(): string;
  setText(text: string): void;
  focus(): void;
  /** Selects a span and brings it into view. */
  select(span: { readonly start: number; readonly end: number }): void;
  /** Marks these places and no others. */
  mark(marks: readonly Mark[]): void;
}

/** What is kept when Monaco takes the place of the text area. */
export interface Kept {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly hasFocus: boolean;
}

export interface SurfaceEvents {
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

export function surfaceOf(area: HTMLTextAreaElement): Surface {
  return {
    getText: () => area.value,
    setText: (text) => {
      area.value = text;
    },
    focus: () => area.focus(),
    select: ({ start, end }) => {
      area.focus();
      area.setSelectionRange(start, end);
    },
    mark: (marks) =>
      area.setAttribute("aria-invalid", String(marks.some(({ tone }) => tone === "bad"))),
  };
}

export function keptOf(area: HTMLTextAreaElement): Kept {
  return {
    text: area.value,
    start: area.selectionStart,
    end: area.selectionEnd,
    hasFocus: area.ownerDocument.activeElement === area,
  };
}
