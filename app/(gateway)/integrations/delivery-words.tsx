import type { DeliveryState } from "@/domain/integrations/delivery";
import { Badge, type Tone } from "@/ui/badge";

const DELIVERY_WORDS: Readonly<Record<DeliveryState, readonly [Tone, string]>> = {
  waiting: ["info", "Waiting"],
  claimed: ["accent", "Being sent"],
  told: ["ok", "Told"],
  "passed-over": ["plain", "Passed over"],
  dead: ["bad", "Given up"],
};

export function DeliveryBadge({ state }: { readonly state: DeliveryState }) {
  const [tone, word] = DELIVERY_WORDS[state];
  return <Badge tone={tone}>{word}</Badge>;
}
