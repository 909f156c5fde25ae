import { entriesOf } from "./entry";

/**
 * What no text shows: only who knows the target's catalogue or its rows can tell. Kept here so that the
 * limit is known, and so that the list gets shorter. A read-only transaction stops the first list's
 * writes on read-only connections all the same.
 */
export const LOOKS_LIKE_A_READ = entriesOf([
  ["SELECT * FROM busy_view", "write", "the view calls a function that writes"],
  ["SELECT u.sly_field FROM users u LIMIT 1", "write", "a function written as a column"],
  ["SELECT (u).sly_field FROM users u LIMIT 1", "write", "a function written as a field"],
  ["SELECT lower('x'::odd)", "write", "PostgreSQL's name with a type of somebody's own"],
  ["SELECT 'x'::text::odd::mood", "write", "a cast that calls a function"],
]);

export const LOOKS_BOUNDED = entriesOf([
  ["DELETE FROM users WHERE id > -1", "write every", "no key is below"],
  ["DELETE FROM users WHERE id IS NOT NULL", "write every", "a key never is null"],
  ["DELETE FROM users WHERE id IN (SELECT id FROM users)", "write every", "all keys"],
  ["DELETE FROM users WHERE length(name) >= 0", "write every", "no length is below"],
  ["DELETE FROM users WHERE id <> 1 OR id <> 2", "write every", "one of them always holds"],
  ["DELETE FROM users WHERE id < 5 OR id > 2", "write every", "they overlap"],
  [
    "DELETE FROM users WHERE EXISTS (SELECT 1 FROM orders WHERE amount > 0)",
    "write every",
    "a name of the inner table",
  ],
]);
