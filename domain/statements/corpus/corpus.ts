import { DEFINITIONS } from "./definitions";
import type { CorpusEntry } from "./entry";
import { HIDDEN } from "./hidden";
import { READS } from "./reads";
import { ERRORS, SESSIONS } from "./sessions";
import { WHERE } from "./where";
import { WRITES } from "./writes";

/** PostgreSQL statements with what they truly do. */
export const POSTGRES_CORPUS: readonly CorpusEntry[] = [
  ...[...HIDDEN, ...WHERE, ...READS, ...WRITES],
  ...[...DEFINITIONS, ...SESSIONS, ...ERRORS],
];
