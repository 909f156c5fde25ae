import type { StatementKind } from "../facts";
import { listAt, nodeAt, stringAt, type TreeNode } from "./tree";

/** From the most harmless to the strongest: a statement that carries others does the strongest. */
const BY_STRENGTH: readonly StatementKind[] = [
  "read",
  "transaction",
  "utility",
  "write",
  "schema",
  "privilege",
  "unknown",
];

export function strongest(kinds: Iterable<StatementKind>): StatementKind {
  let found = 0;
  for (const kind of kinds) found = Math.max(found, BY_STRENGTH.indexOf(kind));
  return BY_STRENGTH[found] ?? "unknown";
}

const words = (text: string) => new Set(text.split(/\s+/).map((word) => `${word}Stmt`));

/** What only reads, or only carries what is decided by itself. */
const READS = words("Select VariableShow Fetch Explain Prepare DeclareCursor PLAssign");
const WRITES = words("Insert Update Delete Merge Truncate");
const UTILITIES = words(
  `CheckPoint ClosePortal Cluster ConstraintsSet Deallocate Discard Listen Lock Notify
  Reindex Unlisten Vacuum`,
);
const PRIVILEGES = words(
  `Grant GrantRole CreateRole AlterRole AlterRoleSet DropRole ReassignOwned DropOwned
  AlterDefaultPrivileges AlterOwner CreatePolicy AlterPolicy SecLabel CreateUserMapping
  AlterUserMapping DropUserMapping`,
);
const SCHEMA =
  /^(?:Create|Alter|Drop|Define|View|Index|Rename|Comment|Rule|Refresh|Import|CompositeType)/;

type Decide = (statement: TreeNode) => StatementKind;

/** Forms that need a look inside. What has no line here is decided by its name alone. */
const BY_LOOKING: Readonly<Record<string, Decide>> = {
  VariableSetStmt: (node) => (isOfRole(stringAt(node, "name")) ? "privilege" : "utility"),
  CopyStmt: (node) => (node["is_from"] === true || reachesOutside(node) ? "write" : "read"),
  RenameStmt: (node) => (node["renameType"] === "OBJECT_ROLE" ? "privilege" : "schema"),
  DropStmt: (node) => (node["removeType"] === "OBJECT_POLICY" ? "privilege" : "schema"),
  AlterTableStmt: (node) => (changesRights(node) ? "privilege" : "schema"),
};

/** What one statement does by itself, whatever it carries. DO, CALL, EXECUTE and LOAD nobody knows. */
export function kindOfForm(form: string, statement: TreeNode): StatementKind {
  const decide = Object.hasOwn(BY_LOOKING, form) ? BY_LOOKING[form] : undefined;
  if (decide !== undefined) return decide(statement);
  if (READS.has(form)) return "read";
  if (WRITES.has(form)) return "write";
  if (form === "TransactionStmt") return "transaction";
  if (UTILITIES.has(form)) return "utility";
  if (PRIVILEGES.has(form)) return "privilege";
  return SCHEMA.test(form) ? "schema" : "unknown";
}

/** Names of settings know no upper case. */
export function isOfRole(setting: string | null): boolean {
  return ["role", "session_authorization"].includes((setting ?? "").toLowerCase());
}

/** COPY with a file or a program. */
export function reachesOutside(copy: TreeNode): boolean {
  return copy["filename"] !== undefined || copy["is_program"] === true;
}

const OF_RIGHTS = /^AT_(?:ChangeOwner|(?:Enable|Disable|Force|NoForce)RowSecurity)$/;

function changesRights(alterTable: TreeNode): boolean {
  return listAt(alterTable, "cmds").some((command) =>
    OF_RIGHTS.test(stringAt(nodeAt(command, "AlterTableCmd"), "subtype") ?? ""),
  );
}

/** EXPLAIN (ANALYZE) runs what it explains. The word counts unless it is plainly off. */
export function analyzes(explain: TreeNode): boolean {
  return listAt(explain, "options").some((option) => {
    const element = nodeAt(option, "DefElem");
    if (stringAt(element, "defname") !== "analyze") return false;
    const word = stringAt(nodeAt(element?.["arg"], "String"), "sval");
    return !(word !== null && ["false", "off"].includes(word.toLowerCase()));
  });
}
