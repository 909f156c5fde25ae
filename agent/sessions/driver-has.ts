import type { Driver } from "../drivers/driver";

export interface WantedOfDriver {
  readonly readOnly: boolean;
  readonly isBounded: boolean;
  readonly isPreview: boolean;
  readonly isLook: boolean;
}

/** A capability that a driver lacks is refused, never ignored. */
export function hasAll({ capabilities }: Driver, wanted: WantedOfDriver): boolean {
  const needed = [
    ...(wanted.readOnly ? (["read-only"] as const) : []),
    ...(wanted.isBounded ? (["row-ceiling"] as const) : []),
    ...(wanted.isPreview ? (["preview"] as const) : []),
    ...(wanted.isLook ? (["look"] as const) : []),
  ];
  return needed.every((one) => capabilities.has(one));
}
