/** A piece of a sample; `label` says that all of it is one value of that kind, `null` that it holds none. */
export interface Piece {
  readonly text: string;
  /** A kind of mask, or the name of something that no detector knows yet. */
  readonly label: string | null;
}

/** What a person has labelled, or a generator: a cell of a table, or a line of free text. */
export interface Sample {
  readonly form: "table" | "text";
  readonly pieces: readonly Piece[];
}
