import type { CorpusEntry } from "../entry";
import { HIDDEN } from "./hidden";
import { REFUSED } from "./others";
import { READS } from "./reads";
import { WRITES } from "./writes";

/** Command lines with what they truly do in a folder, as sh or bash do it. */
export const SHELL_CORPUS: readonly CorpusEntry[] = [...HIDDEN, ...READS, ...WRITES, ...REFUSED];
