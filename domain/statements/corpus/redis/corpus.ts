import type { CorpusEntry } from "../entry";
import { HIDDEN } from "./hidden";
import { READS } from "./reads";
import { SERVERS } from "./servers";
import { WRITES } from "./writes";

/** Lines of Redis with what they truly do, as a real one does it. */
export const REDIS_CORPUS: readonly CorpusEntry[] = [...HIDDEN, ...READS, ...WRITES, ...SERVERS];
