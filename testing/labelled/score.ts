import { MASK_KINDS, type MaskKind } from "@/domain/masking/masking-rule";
import { findSpans, type Span } from "@/domain/masking/scan-spec";
import type { Sample } from "./sample";

/** How often one kind was right in one form of sample. */
export interface Score {
  readonly form: Sample["form"];
  readonly kind: MaskKind;
  readonly labelled: number;
  /** From the label's first byte to its last, as its kind. */
  readonly found: number;
  /** As its kind, where no label says so. */
  readonly wrong: number;
}

export interface Scores {
  readonly scores: readonly Score[];
  /** Labels of which no detector knows, with their number. What is found inside of them counts for nothing. */
  readonly notDetected: ReadonlyMap<string, number>;
}

/** Precision and recall from 0 to 1; 1 where there was nothing to be wrong about. */
export function precisionOf({ found, wrong }: Pick<Score, "found" | "wrong">): number {
  return found + wrong === 0 ? 1 : found / (found + wrong);
}

export function recallOf({ found, labelled }: Pick<Score, "found" | "labelled">): number {
  return labelled === 0 ? 1 : found / labelled;
}

export function f1Of(score: Pick<Score, "labelled" | "found" | "wrong">): number {
  const sum = precisionOf(score) + recallOf(score);
  return sum === 0 ? 0 : (2 * precisionOf(score) * recallOf(score)) / sum;
}

interface Label {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** Scores the detectors on samples, by exact spans. `miss` is told of every value missed or wrongly found. */
export function scoreDetectors(
  samples: readonly Sample[],
  miss: (what: string) => void = () => {},
): Scores {
  return scoreSpans(
    samples.map((sample) => ({
      sample,
      found: findSpans(Buffer.from(textOf(sample)), MASK_KINDS),
    })),
    miss,
  );
}

/** A sample and what anybody found in it. */
export interface Searched {
  readonly sample: Sample;
  readonly found: readonly Span[];
}

/** Scores what anybody found in samples, as `scoreDetectors` does. */
export function scoreSpans(
  searched: readonly Searched[],
  miss: (what: string) => void = () => {},
): Scores {
  const tally = new Tally();
  for (const { sample, found } of searched) {
    const text = Buffer.from(textOf(sample));
    const labels = labelsOf(sample);
    for (const label of labels) {
      const isFound = found.some((span) => isSame(span, label));
      tally.meet(sample.form, label.label, isFound);
      if (isKind(label.label) && !isFound)
        miss(
          `missed ${label.label} ${text.toString("utf8", label.start, label.end)} in ${text.toString()}`,
        );
    }
    for (const span of found) {
      if (labels.some((label) => isSame(span, label) || isUnknown(span, label))) continue;
      tally.countWrong(sample.form, span.kind);
      miss(
        `wrong ${span.kind} ${text.toString("utf8", span.start, span.end)} in ${text.toString()}`,
      );
    }
  }
  return tally.scores();
}

/** One score of several kinds together. */
export function overall(scores: readonly Score[]): Pick<Score, "labelled" | "found" | "wrong"> {
  const sum = (pick: (score: Score) => number) =>
    scores.reduce((total, score) => total + pick(score), 0);
  return {
    labelled: sum(({ labelled }) => labelled),
    found: sum(({ found }) => found),
    wrong: sum(({ wrong }) => wrong),
  };
}

export function textOf(sample: Sample): string {
  return sample.pieces.map((piece) => piece.text).join("");
}

class Tally {
  readonly #counts = new Map<string, { labelled: number; found: number; wrong: number }>();
  readonly #notDetected = new Map<string, number>();

  meet(form: Sample["form"], label: string, isFound: boolean): void {
    if (!isKind(label)) {
      this.#notDetected.set(label, (this.#notDetected.get(label) ?? 0) + 1);
      return;
    }
    const counts = this.#of(form, label);
    counts.labelled += 1;
    if (isFound) counts.found += 1;
  }

  countWrong(form: Sample["form"], kind: MaskKind): void {
    this.#of(form, kind).wrong += 1;
  }

  scores(): Scores {
    const forms = ["table", "text"] as const;
    return {
      scores: MASK_KINDS.flatMap((kind) =>
        forms.map((form) => ({ form, kind, ...this.#of(form, kind) })),
      ),
      notDetected: this.#notDetected,
    };
  }

  #of(form: Sample["form"], kind: MaskKind) {
    const key = `${form}:${kind}`;
    const counts = this.#counts.get(key) ?? { labelled: 0, found: 0, wrong: 0 };
    this.#counts.set(key, counts);
    return counts;
  }
}

function labelsOf({ pieces }: Sample): readonly Label[] {
  let end = 0;
  return pieces.flatMap(({ text, label }) => {
    const start = end;
    end += Buffer.byteLength(text);
    return label === null ? [] : [{ start, end, label }];
  });
}

function isSame(span: Span, label: Label): boolean {
  return span.start === label.start && span.end === label.end && span.kind === label.label;
}

function isUnknown(span: Span, label: Label): boolean {
  return !isKind(label.label) && span.start < label.end && span.end > label.start;
}

function isKind(label: string): label is MaskKind {
  return MASK_KINDS.some((kind) => kind === label);
}
