import type { Db } from "./db";

export async function storeAnswers(db: Db): Promise<boolean> {
  try {
    await db.read.$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false; // Whatever the reason, the answer to "does the store answer" is no.
  }
}
