/** A bug of ours: something that the code promised cannot be so. Never shown to people as it is. */
export class BrokenInvariant extends Error {
  override readonly name = "BrokenInvariant";
}

export function invariant(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new BrokenInvariant(promise);
}

/** The end of an exhaustive switch: a new kind stops the build here. */
export function unreachable(value: never): never {
  throw new BrokenInvariant(`unreachable: ${JSON.stringify(value)}`);
}
