import type { KeyMaker } from "@/domain/people/api-key";
import { type RoleMapping, roleOf } from "@/domain/people/role";
import type { KeyRecord } from "./store";

/** A key's maker with the role of now. */
export function makerOf(
  { maker }: Pick<KeyRecord, "maker">,
  mappings: readonly RoleMapping[],
): KeyMaker {
  return { ...maker, role: roleOf(maker.groups, mappings) };
}
