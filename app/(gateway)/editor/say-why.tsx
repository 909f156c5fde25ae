"use client";
import { Send } from "lucide-react";
import { useState } from "react";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import { Button } from "@/ui/button";
import { Field, Textarea } from "@/ui/field";

/** Asks for the reason that a rule wants, and sends the same command again with it. */
export function SayWhy({ onSay }: { readonly onSay: (reason: string) => void }) {
  const [reason, setReason] = useState("");
  return (
    <form
      className="max-w-xl space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") onSay(reason.trim());
      }}
    >
      <Field label="Reason" help="Shown to those who approve it, and kept with the request.">
        <Textarea
          required
          autoFocus
          maxLength={REQUEST_LIMITS.reasonCharactersMax}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
          placeholder="Ticket, incident, what it puts right"
        />
      </Field>
      <Button variant="primary" type="submit" icon={Send} disabled={reason.trim() === ""}>
        Send again
      </Button>
    </form>
  );
}
