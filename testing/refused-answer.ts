import superjson from "superjson";
import type { PublicRefusal } from "@/domain/refusal";

/** How the gateway's no reaches a test. */
export class RefusedError extends Error {
  readonly refusal: PublicRefusal;
  constructor(refusal: PublicRefusal) {
    super(`${refusal.code}: ${refusal.because}`);
    this.refusal = refusal;
  }
}

export function refusalIn(error: unknown): PublicRefusal {
  if (error instanceof RefusedError) return error.refusal;
  throw error;
}

interface TrpcAnswer {
  readonly result?: { readonly data: Parameters<typeof superjson.deserialize>[0] };
  readonly error?: { readonly json: { readonly data: { readonly refusal: PublicRefusal } } };
}

export async function readAnswer<T>(response: Response): Promise<T> {
  const answer: TrpcAnswer = await response.json();
  if (answer.result !== undefined) return superjson.deserialize<T>(answer.result.data);
  const refusal = answer.error?.json.data.refusal;
  if (refusal === undefined) throw new Error(`HTTP ${response.status}`);
  throw new RefusedError(refusal);
}
