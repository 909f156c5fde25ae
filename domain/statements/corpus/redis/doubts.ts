import { entriesOf } from "../entry";

/** Reads of which the words do not tell that they are. */
export const DOUBTS = entriesOf([
  ["EVAL 'return 1' 0", "read", "code that nobody reads"],
  ["EVAL_RO \"return redis.call('GET', KEYS[1])\" 1 a", "read", "code that nobody reads"],
  ["FCALL_RO look 0", "read", "code that is kept"],
]);
