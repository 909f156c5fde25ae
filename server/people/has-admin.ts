import { DEFAULT_ROLE_MAPPINGS } from "@/domain/people/role";
import type { Tx } from "../db/db";
import { DEMO_PEOPLE } from "../demo/demo-people";
import { someoneActiveIn } from "./store";

/**
 * Whether somebody active holds the role admin through one of their groups. The demo's admin does not
 * count: the place still needs one of its own.
 */
export async function hasAdmin(tx: Tx): Promise<boolean> {
  const mappings = DEFAULT_ROLE_MAPPINGS.filter((mapping) => mapping.role === "admin");
  const groupsOf = (match: "exact" | "prefix") =>
    mappings.filter((mapping) => mapping.match === match).map((mapping) => mapping.group);
  return await someoneActiveIn(tx, {
    names: groupsOf("exact"),
    prefixes: groupsOf("prefix"),
    emailsNot: DEMO_PEOPLE.map(({ email }) => email),
  });
}
