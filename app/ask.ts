import { notFound } from "next/navigation";
import type { PublicRefusal } from "@/domain/refusal";
import type { RefusalStatus } from "@/domain/refusal-table";
import { pageActor, refusalFrom } from "@/server/api/caller";
import { encodeDigest } from "./refusal-digest";

/** What one may not see answers like what does not exist; an address nothing can have, too. */
const ABSENT: readonly RefusalStatus[] = ["not-found", "forbidden", "invalid"];

/**
 * What a page waits for. Not signed in leads to the sign-in page, absent to the page that says so,
 * any other refusal to `error.tsx`: an error's text never crosses to the browser, its digest does.
 */
export async function ask<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const refusal = refusalFrom(error);
    if (refusal === null) throw error;
    if (refusal.status === "unauthenticated") await pageActor();
    if (ABSENT.includes(refusal.status)) notFound();
    throw new RefusedPage(refusal);
  }
}

class RefusedPage extends Error {
  override readonly name = "RefusedPage";
  readonly digest: string;

  constructor(refusal: PublicRefusal) {
    super(refusal.because);
    this.digest = encodeDigest(refusal);
  }
}
