import type { Channel } from "./channel";
import { emailChannel } from "./email";
import { webhookChannel } from "./webhook";

/** Every way there is to tell people. */
export const CHANNELS: readonly Channel[] = [webhookChannel(), emailChannel()];
