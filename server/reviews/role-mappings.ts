import { DEFAULT_ROLE_MAPPINGS, type RoleMapping } from "@/domain/people/role";

/** The role mapping that holds now: which groups give which role. */
export function roleMappings(): readonly RoleMapping[] {
  return DEFAULT_ROLE_MAPPINGS;
}
