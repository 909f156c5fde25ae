import { type Places, sentencesOf } from "../lineage/cover-message";

/** `"` is a quoted name, `^` quoted words of the statement, `*` an open place for names, `%` the name of a type, `~` a quoted value. */
const PLACES: Places = {
  '"': { slot: "name", pattern: "'([^']*)'" },
  "^": { slot: "name", pattern: "'(.*)'" },
  "*": { slot: "name", pattern: "(.+)" },
  // Before a value: it takes nothing of one that has quotes in it.
  "%": { slot: "type", pattern: "([^':]+)" },
  "~": { slot: "value", pattern: "'(.*)'" },
};

/** What MySQL and MariaDB are known to say. Anything else they say of something protected is not shown. */
export const MYSQL_SENTENCES = sentencesOf(
  `
You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near ^ at line *
You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near ^ at line *
Unknown column " in "
Column " in * is ambiguous
Column " specified twice
Column " cannot be null
Column count doesn't match value count at row *
Table " doesn't exist
Table " already exists
Unknown table "
Unknown database "
Not unique table/alias: "
Every derived table must have its own alias
FUNCTION * does not exist
PROCEDURE * does not exist
Incorrect parameter count in the call to native function "
Incorrect number of arguments for FUNCTION *
* command denied to user * for table *
* command denied to user * for column * in table *
Access denied for user * to database *
Duplicate entry ~ for key "
Duplicate column name "
Field " doesn't have a default value
Data too long for column " at row *
Data truncated for column " at row *
Out of range value for column " at row *
Incorrect % value: ~ for column * at row *
Incorrect % value: ~
Truncated incorrect % value: ~
% value is out of range in ~
XPATH syntax error: ~
Regex error ~
Division by 0
Invalid use of group function
Subquery returns more than 1 row
Operand should contain * column(s)
The used SELECT statements have a different number of columns
Cannot add or update a child row: a foreign key constraint fails (*)
Cannot delete or update a parent row: a foreign key constraint fails (*)
Lock wait timeout exceeded; try restarting transaction
Deadlock found when trying to get lock; try restarting transaction
Query execution was interrupted
Query execution was interrupted (max_statement_time exceeded)
Cannot execute statement in a READ ONLY transaction
`,
  PLACES,
);
