"use client";
import { Button, ButtonLink } from "@/ui/button";
import { RefusalNote } from "@/ui/refusal-note";
import { decodeDigest } from "./refusal-digest";

export interface FailureProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

/** What an error page says: the refusal behind it, or a reference into the gateway's log. */
export function FailureNote({ error, reset }: FailureProps) {
  const refusal = decodeDigest(error.digest);
  return (
    <div className="space-y-4">
      {refusal ? (
        <RefusalNote {...refusal} />
      ) : (
        <p className="text-sm text-muted">
          Something went wrong, and nothing you did is wrong. Tell an admin
          {error.digest ? (
            <>
              {" the reference "}
              <code className="font-mono text-ink">{error.digest}</code>
            </>
          ) : (
            " when it was"
          )}
          ; the gateway's log has the rest.
        </p>
      )}
      <div className="flex gap-2">
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
        <ButtonLink href="/">Start page</ButtonLink>
      </div>
    </div>
  );
}
