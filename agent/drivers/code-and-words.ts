/** What an error of a connection says of itself, whoever threw it: its code, or none, and its words. */
export function codeAndWords(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: "", message: "" };
  const code: unknown = Reflect.get(error, "code");
  if (typeof code === "string") return { code, message: error.message };
  // Node tries every address of a name and throws all failures in one.
  if (error instanceof AggregateError && error.errors[0] !== undefined) {
    return codeAndWords(error.errors[0]);
  }
  return { code: "", message: error.message };
}
