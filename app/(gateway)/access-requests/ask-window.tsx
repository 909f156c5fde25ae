"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { formatDuration } from "@/ui/duration";
import { Field, Select, Textarea } from "@/ui/field";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { Calls, refusalOf, useTRPC } from "../../calls";
import { requestHref } from "./request-words";
import { durationsUpTo, longestOf } from "./window-durations";

const FIRST_SECONDS = 3_600;

interface AskWindowProps {
  readonly connection: string;
  /** The window that more time is asked for. */
  readonly refersToId?: string;
  readonly label?: string;
}

/** Asks for a window of time on a connection, and leads to the request. */
export function AskWindow(props: AskWindowProps) {
  const [open, setOpen] = useState(false);
  const { connection, label = "Ask for a window" } = props;
  return (
    <>
      <Button icon={Hourglass} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <Calls>
          <WindowDialog {...props} connection={connection} onClose={() => setOpen(false)} />
        </Calls>
      )}
    </>
  );
}

function WindowDialog(props: AskWindowProps & { readonly onClose: () => void }) {
  const { connection, refersToId, onClose } = props;
  const formId = useId();
  const [seconds, setSeconds] = useState(FIRST_SECONDS);
  const [longest, setLongest] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const ask = useAsk((max) => {
    setLongest(max);
    setSeconds((now) => Math.min(now, max));
  });
  const refusal = ask.error === null ? null : refusalOf(ask.error);
  const isReasonNeeded = refusal?.code === "REQUEST.REASON_NEEDED";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={refersToId === undefined ? `A window on ${connection}` : `More time on ${connection}`}
      description="It opens when it is approved and closes by itself; what still runs then is cut."
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button variant="primary" type="submit" form={formId} busy={ask.isPending}>
            Ask
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          const about = { connection, durationSeconds: seconds, reason: reason.trim() };
          ask.mutate({ ...about, refersToId: refersToId ?? null });
        }}
      >
        <Field
          label="For how long"
          help={longest === null ? undefined : `At most ${formatDuration(longest * 1_000)} here.`}
        >
          <Select
            value={String(seconds)}
            onChange={(event) => setSeconds(Number(event.target.value))}
            choices={durationsUpTo(longest).map((one) => ({
              value: String(one),
              label: formatDuration(one * 1_000),
            }))}
          />
        </Field>
        <Field
          label="Reason"
          help="Shown to those who decide."
          error={isReasonNeeded ? refusal.because : null}
        >
          <Textarea
            autoFocus
            maxLength={REQUEST_LIMITS.reasonCharactersMax}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            placeholder="Ticket, incident, what you want to look at"
          />
        </Field>
        {longest !== null && refusal !== null && (
          <Note tone="warn">{refusal.because} The longest is chosen now: ask again.</Note>
        )}
        {refusal !== null && longest === null && !isReasonNeeded && <RefusalNote {...refusal} />}
      </form>
    </Dialog>
  );
}

/** Goes to the new request; learns the longest duration where the rules allow less. */
function useAsk(onLongest: (seconds: number) => void) {
  const router = useRouter();
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.requests.askWindow.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: trpc.requests.pathKey() });
        router.push(requestHref(id));
      },
      onError: (error) => {
        const longest = longestOf(refusalOf(error).facts);
        if (longest !== null) onLongest(longest);
      },
    }),
  );
}
