import { z } from "zod";
import type { RequestNotice } from "../../requests/request-notice";
import { mayBeDecided } from "../notice-words";
import { type Block, type Button, plain } from "./blocks";

/** What a button was, as its click names it. */
export const BUTTONS = {
  approve: "gatehouse.approve",
  reject: "gatehouse.reject",
  open: "gatehouse.open",
} as const;

/**
 * Which request, in which revision, was on the screen. Never a right: who clicks is looked up, and
 * may do here what they may do on the page.
 */
const subject = z.strictObject({
  id: z.string().min(1).max(40),
  revision: z.number().int().min(0),
});
export type Subject = z.infer<typeof subject>;

export function writeSubject({ id, revision }: Subject): string {
  return JSON.stringify({ id, revision });
}

export function readSubject(value: unknown): Subject | null {
  try {
    return subject.parse(JSON.parse(String(value)));
  } catch {
    return null; // Of an older release, or of no button of ours.
  }
}

/** Approve and Reject while it can be decided, and always the way to its page. */
export function buttonsOf(notice: RequestNotice, isWhole: boolean): Block {
  const value = writeSubject(notice);
  const asks = notice.risk === "high" || !isWhole;
  const approve: Button = {
    ...{ type: "button", action_id: BUTTONS.approve, text: plain("Approve") },
    ...{ style: "primary", value, ...(asks && { confirm: confirmOf(isWhole) }) },
  };
  const reject: Button = {
    ...{ type: "button", action_id: BUTTONS.reject, text: plain("Reject…") },
    ...{ style: "danger", value },
  };
  return mayBeDecided(notice) ? actions([approve, reject, openButton(notice)]) : pageButton(notice);
}

/** Only the way to its page. */
export function pageButton(notice: RequestNotice): Block {
  return actions([openButton(notice)]);
}

function openButton({ url }: RequestNotice): Button {
  const text = plain("Open in Gatehouse");
  return { type: "button", action_id: BUTTONS.open, text, url };
}

function actions(elements: Button[]): Block {
  return { type: "actions", block_id: "gatehouse.decide", elements };
}

function confirmOf(isWhole: boolean): NonNullable<Button["confirm"]> {
  const text = isWhole
    ? "The risk of this command is high. Approve it as it is shown?"
    : "The message shows only the beginning of the command. Approve all of it?";
  return {
    ...{ title: plain("Approve this?"), text: plain(text) },
    ...{ confirm: plain("Approve"), deny: plain("Back") },
  };
}
