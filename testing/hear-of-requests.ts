import type { RequestState } from "@/domain/requests/request";
import type { GatewayClient } from "./gateway-client";
import { RefusedError } from "./refused-answer";

/** From then on `requestChanged` hears of these. Rejects with RefusedError when one is not to be seen. */
export async function watchRequests(
  page: GatewayClient,
  ...requestIds: readonly string[]
): Promise<void> {
  const refusal = await page.event("requests.watch", { requestIds });
  if (refusal !== null) throw new RefusedError(refusal);
}

/**
 * Resolves when the gateway next says that this watched request changed, with the state that it came to
 * if to another one.
 */
export function requestChanged(
  page: GatewayClient,
  requestId: string,
): Promise<RequestState | null> {
  return new Promise((resolve) => {
    const stop = page.listen("request.changed", (id, state) => {
      if (id !== requestId) return;
      stop();
      resolve(state);
    });
  });
}

/** Resolves when the gateway next says that lists of requests changed. */
export function requestsChanged(page: GatewayClient): Promise<void> {
  return new Promise((resolve) => {
    const stop = page.listen("requests.changed", () => {
      stop();
      resolve();
    });
  });
}
