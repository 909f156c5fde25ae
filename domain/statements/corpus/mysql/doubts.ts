import { entriesOf } from "../entry";

/** Read in one way by one server and in another by the next; here as MariaDB 10 reads it by itself. */
export const DOUBTS = entriesOf([
  ["DELETE FROM users WHERE id = 1 /*M! OR 1 */", "write every", "code of MariaDB"],
  ["DELETE FROM users WHERE id = 1 /*M!100000 OR 1 */", "write every", "code of its version"],
  ["DELETE FROM users /*!999999 WHERE id = 1 */", "write every", "code of a version to come"],
  ["DELETE FROM users /*!80000 WHERE id = 1 */", "write every", "code of MySQL 8"],
  ["SELECT '\\'; DELETE FROM users; -- '", "read", "a backslash escapes, or it is itself"],
  ['SELECT "\\"; DELETE FROM users; -- "', "read", "a backslash escapes, or it is itself"],
]);
