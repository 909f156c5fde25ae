const CAUSES_MAX = 5;
const LOST = new Set(["P2034", "40001", "40P01"]);

/**
 * PostgreSQL undid the transaction because another one was first: safe to run again. Prisma says it
 * in several ways: by its own code, by the driver's, or (when COMMIT itself failed) only by a kind.
 */
export function isLostRace(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && isObject(current); depth += 1) {
    if (says(current)) return true;
    const meta = current["meta"];
    current = current["cause"] ?? (isObject(meta) ? meta["driverAdapterError"] : undefined);
  }
  return false;
}

function says(error: Record<string, unknown>): boolean {
  const codes = [error["code"], error["originalCode"]];
  return (
    error["kind"] === "TransactionWriteConflict" ||
    codes.some((code) => typeof code === "string" && LOST.has(code))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
