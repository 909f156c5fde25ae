import type { KeyMaker } from "@/domain/people/api-key";
import { DEFAULT_ROLE_MAPPINGS, roleOf } from "@/domain/people/role";
import type { KeyRecord } from "./store";

/** A key's maker with the role of now. */
export function makerOf({ maker }: Pick<KeyRecord, "maker">): KeyMaker {
  return { ...maker, role: roleOf(maker.groups, DEFAULT_ROLE_MAPPINGS) };
}
