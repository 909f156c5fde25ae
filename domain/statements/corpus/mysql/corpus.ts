import type { CorpusEntry } from "../entry";
import { DEFINITIONS } from "./definitions";
import { HIDDEN } from "./hidden";
import { READS } from "./reads";
import { WHERE } from "./where";
import { WRITES } from "./writes";

/** MySQL statements with what they truly do, as MariaDB does it. */
export const MYSQL_CORPUS: readonly CorpusEntry[] = [
  ...[...HIDDEN, ...WHERE, ...READS, ...WRITES, ...DEFINITIONS],
];
