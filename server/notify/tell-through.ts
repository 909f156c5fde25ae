import { DELIVERY_LIMITS } from "@/domain/integrations/delivery";
import type { Deps } from "../deps";
import type { Channel, ChannelTarget, Message, Told } from "./channel";

const SECOND_MS = 1000;

/** Tells through a channel in bounded time, also where the channel breaks its promise not to throw. */
export async function tellThrough(
  deps: Deps,
  channel: Channel,
  { target, message }: { readonly target: ChannelTarget; readonly message: Message },
): Promise<Told> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Told>((resolve) => {
    const seconds = DELIVERY_LIMITS.tellMsMax / SECOND_MS;
    const because = `There was no answer within ${seconds} seconds.`;
    const say = () => resolve({ kind: "failed", because, retry: true });
    timer = setTimeout(say, DELIVERY_LIMITS.tellMsMax);
  });
  try {
    return await Promise.race([channel.tell(deps, target, message), limit]);
  } catch (error) {
    deps.log.error({ err: error, channel: channel.kind }, "a channel failed");
    return {
      kind: "failed",
      because: "The gateway failed to send it; its log says why.",
      retry: true,
    };
  } finally {
    clearTimeout(timer);
  }
}
