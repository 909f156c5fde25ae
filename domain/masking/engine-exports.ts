import { invariant } from "../invariant";

/** What the compiled engine offers. Addresses are bytes in its memory. */
export interface EngineExports {
  readonly memory: WebAssembly.Memory;
  /** Makes room for a text or block of so many bytes. Its address, 0 when there is no memory left. */
  reserve(bytes: number): number;
  /** Bit n: kind n of MASK_KINDS is searched for. */
  enable(kinds: number): void;
  /** 1: what is found is noted, from the first `reserve` on. */
  noteFound(wanted: number): void;
  /** Start, end and kind of all that was found in the latest block or text: three u32 each. */
  notesAt(): number;
  notesCount(): number;
  /** All later blocks have so many columns; their plans are written, their counts are zero. */
  startResult(columns: number): void;
  /** Masks the block at the reserved address. Its rows, or -1 when it is not whole rows of the columns. */
  maskRows(bytes: number): number;
  maskText(bytes: number): void;
  outputAt(): number;
  outputLength(): number;
  columnsMax(): number;
  cardLengthsAt(): number;
  ibanLengthsAt(): number;
  contextWordsAt(): number;
  contextEndingsAt(): number;
  sha256TableAt(): number;
  placeholdersAt(): number;
  placeholderLengthsAt(): number;
  plansAt(): number;
  countsAt(): number;
}

/** The exports by their types; every one is checked to be there. */
export function engineExports(instance: WebAssembly.Instance): EngineExports {
  const { memory } = instance.exports;
  invariant(memory instanceof WebAssembly.Memory, "the masking engine exports its memory");
  const call = (name: string) => {
    const found = instance.exports[name];
    invariant(typeof found === "function", `the masking engine exports ${name}`);
    return (value = 0): number => Number(found(value));
  };
  return {
    memory,
    reserve: call("reserve"),
    enable: call("enable"),
    noteFound: call("noteFound"),
    notesAt: call("notesAt"),
    notesCount: call("notesCount"),
    startResult: call("startResult"),
    maskRows: call("maskRows"),
    maskText: call("maskText"),
    outputAt: call("outputAt"),
    outputLength: call("outputLength"),
    columnsMax: call("columnsMax"),
    cardLengthsAt: call("cardLengthsAt"),
    ibanLengthsAt: call("ibanLengthsAt"),
    contextWordsAt: call("contextWordsAt"),
    contextEndingsAt: call("contextEndingsAt"),
    sha256TableAt: call("sha256TableAt"),
    placeholdersAt: call("placeholdersAt"),
    placeholderLengthsAt: call("placeholderLengthsAt"),
    plansAt: call("plansAt"),
    countsAt: call("countsAt"),
  };
}
