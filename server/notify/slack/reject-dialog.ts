import type { WebClient } from "@slack/web-api";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import { plain } from "./blocks";
import { type Subject, writeSubject } from "./buttons";
import { REJECT_DIALOG, writeCarried } from "./incoming";

type View = Parameters<WebClient["views"]["open"]>[0]["view"];

/** Asks why; who asked for it reads the answer. */
export function rejectDialog(subject: Subject, responseUrl: string): View {
  return {
    type: "modal",
    callback_id: REJECT_DIALOG.callback,
    private_metadata: writeCarried(writeSubject(subject), responseUrl),
    title: plain("Reject the request"),
    submit: plain("Reject"),
    close: plain("Back"),
    blocks: [
      {
        type: "input",
        block_id: REJECT_DIALOG.block,
        label: plain("Why? Who asked for it reads this."),
        element: {
          ...{ type: "plain_text_input", action_id: REJECT_DIALOG.action, multiline: true },
          ...{ min_length: 1, max_length: REQUEST_LIMITS.rejectReasonCharactersMax },
        },
      },
    ],
  };
}
