import { entriesOf } from "../entry";

/** What no text shows: kept here so that the limit is known. */
export const LOOKS_BOUNDED = entriesOf([
  ["DELETE FROM users WHERE id > -1", "write every", "no key is below"],
  ["DELETE FROM users WHERE id IS NOT NULL", "write every", "a key never is null"],
  ["DELETE FROM users WHERE id <> 1 OR id <> 2", "write every", "one of them always holds"],
  ["DELETE FROM users WHERE length(name) >= 0", "write every", "no length is below"],
]);
