"use client";
import { Button, ButtonLink } from "@/ui/button";
import { Doorway } from "@/ui/doorway";
import { RefusalNote } from "@/ui/refusal-note";
import { decodeDigest } from "./refusal-digest";

interface ErrorPageProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const refusal = decodeDigest(error.digest);
  return (
    <Doorway
      title={refusal ? "This cannot be shown" : "Something went wrong"}
      description={refusal ? null : "Nothing you did is wrong. The gateway's log has the rest."}
    >
      <div className="space-y-4">
        {refusal && <RefusalNote {...refusal} />}
        {!refusal && error.digest && (
          <p className="text-sm text-muted">
            Reference for an admin: <code className="font-mono text-ink">{error.digest}</code>
          </p>
        )}
        <div className="flex gap-2">
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <ButtonLink href="/">Start page</ButtonLink>
        </div>
      </div>
    </Doorway>
  );
}
