/** The store cannot be opened; the message is for the person who starts the gateway. */
export class StoreProblem extends Error {
  override readonly name = "StoreProblem";
}

export function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}
