import type { RefusalCode } from "@/domain/refusal";
import type { Deps } from "../deps";
import { insertSession, type NewSession } from "./store";

/** Stores the row of a session that runs; one that cannot be stored ends it. Never rejects. */
export async function storeRow(
  deps: Deps,
  row: NewSession,
  end: (because: { readonly code: RefusalCode; readonly because: string }) => void,
): Promise<void> {
  try {
    await insertSession(deps.db.quick, row);
  } catch (error) {
    deps.log.error({ err: error, sessionId: row.id }, "a session's row was not stored");
    end({ code: "INTERNAL.BUG", because: "The gateway's store did not take the session." });
  }
}
