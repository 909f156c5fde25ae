import { type LucideIcon, Mail, MessageSquare, MessagesSquare, Webhook } from "lucide-react";
import { INTEGRATION_KINDS, type IntegrationKind } from "@/domain/integrations/integration";

interface KindWords {
  readonly name: string;
  readonly help: string;
  readonly icon: LucideIcon;
}

export const KIND_WORDS: Readonly<Record<IntegrationKind, KindWords>> = {
  slack: {
    name: "Slack",
    help: "A message in a channel, with buttons for those who may decide.",
    icon: MessageSquare,
  },
  teams: {
    name: "Microsoft Teams",
    help: "A card in a channel; its links lead to the page of the request.",
    icon: MessagesSquare,
  },
  webhook: {
    name: "Webhook",
    help: "A signed POST to a program of yours, after Standard Webhooks.",
    icon: Webhook,
  },
  email: {
    name: "E-mail",
    help: "To those who may decide, and to the requester when it is decided.",
    icon: Mail,
  },
};

export function isKind(word: string): word is IntegrationKind {
  return INTEGRATION_KINDS.some((kind) => kind === word);
}
