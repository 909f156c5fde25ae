import { encodeFrame, type FrameKind, NO_STAMP } from "@/protocol/frame";
import type { EndPayload, EventPayload, InputPayload } from "@/protocol/payloads";

/** Frames that the gateway itself records. They have no sequence of the agent's and need no stamp. */
function gatewayFrame(kind: FrameKind, payload: object): Uint8Array {
  return encodeFrame({
    ...{ kind, format: "json", sequence: 0, result: 0, rows: 0, stamp: NO_STAMP },
    direction: kind === "end" ? "from-target" : "to-target",
    payload: new TextEncoder().encode(JSON.stringify(payload)),
  });
}

export function inputFrame(payload: InputPayload): Uint8Array {
  return gatewayFrame("input", payload);
}

export function eventFrame(payload: EventPayload): Uint8Array {
  return gatewayFrame("event", payload);
}

export function endFrame(payload: EndPayload): Uint8Array {
  return gatewayFrame("end", payload);
}
