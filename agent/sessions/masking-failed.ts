import { isRefusal } from "@/domain/refusal";

/** Why the masker and all that passes through it may not be used any more. */
export class MaskingFailed extends Error {
  override readonly name = "MaskingFailed";
}

/** Any failure within is one of masking, but a no of a guardrail or of a limit. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isRefusal(error)) throw error;
    throw new MaskingFailed("masking failed", { cause: error });
  }
}
