import { io } from "socket.io-client";
import { oneFrameParser } from "@/protocol/one-frame-parser";
import type { WEB_NAMESPACE } from "@/protocol/web-events";
import { GatewayStream } from "./gateway-stream";
import { ResultStore, type Schedule } from "./result-store";

/** Said again, as the type demands: the module that says it brings the schemas of the gateway along. */
const NAMESPACE: typeof WEB_NAMESPACE = "/web";
/** How often a page that nobody sees publishes what came: no frame is drawn there. */
const HIDDEN_PUBLISH_MS = 250;

let stream: GatewayStream | undefined;

/** The one stream of this page, connected at its first use. */
export function gatewayStream(): GatewayStream {
  stream ??= new GatewayStream(
    io(NAMESPACE, { transports: ["websocket"], parser: oneFrameParser }),
    () => window.location.assign("/sign-in"),
  );
  return stream;
}

const onNextFrame: Schedule = (publish) => {
  if (document.visibilityState === "hidden") setTimeout(publish, HIDDEN_PUBLISH_MS);
  else requestAnimationFrame(publish);
};

export function newResultStore(bytesMax: number): ResultStore {
  return new ResultStore({ bytesMax, schedule: onNextFrame });
}
