"use client";
import { useState } from "react";
import type { AskedDecision } from "./asked-decision";

export type Asking = "approve" | "reject" | "modify" | "revoke" | null;

interface AskingInput {
  readonly revision: number;
  readonly canVote: boolean;
  readonly asked: AskedDecision | null;
}

/**
 * Which dialog is open: at first the one that the link asks for. It is about the text it was opened on,
 * and an edit of that closes it; only what somebody is writing themselves stays.
 */
export function useAsking({ revision, canVote, asked }: AskingInput) {
  const isAsked = canVote && asked?.revision === revision;
  const [opened, setOpened] = useState<{ readonly what: Asking; readonly revision: number }>({
    ...{ what: isAsked ? asked.verdict : null, revision },
  });
  const holds = opened.what === "modify" || opened.revision === revision;
  const open = (what: Asking) => setOpened({ what, revision });
  const close = () => {
    open(null);
    // A reload, or the address sent on, opens it no second time.
    if (asked !== null) window.history.replaceState(null, "", window.location.pathname);
  };
  return { asking: holds ? opened.what : null, open, close };
}
