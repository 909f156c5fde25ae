"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
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
  const [wish, setWish] = useState<Wish>({ seconds: FIRST_SECONDS, longest: null, reason: "" });
  const ask = useAsk((longest) =>
    setWish((now) => ({ ...now, longest, seconds: Math.min(now.seconds, longest) })),
  );
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
          const about = { durationSeconds: wish.seconds, reason: wish.reason.trim() };
          ask.mutate({ connection, ...about, refersToId: refersToId ?? null });
        }}
      >
        <WishFields
          wish={wish}
          onChange={(part) => setWish((now) => ({ ...now, ...part }))}
          refusal={ask.error === null ? null : refusalOf(ask.error)}
        />
      </form>
    </Dialog>
  );
}

interface Wish {
  readonly seconds: number;
  /** As the gateway has said it; `null` before it had to. */
  readonly longest: number | null;
  readonly reason: string;
}

interface WishFieldsProps {
  readonly wish: Wish;
  readonly onChange: (part: Partial<Wish>) => void;
  readonly refusal: PublicRefusal | null;
}

function WishFields({ wish, onChange, refusal }: WishFieldsProps) {
  const { seconds, longest, reason } = wish;
  const isReasonNeeded = refusal?.code === "REQUEST.REASON_NEEDED";
  return (
    <>
      <Field
        label="For how long"
        help={longest === null ? undefined : `At most ${formatDuration(longest * 1_000)} here.`}
      >
        <Select
          value={String(seconds)}
          onChange={(event) => onChange({ seconds: Number(event.target.value) })}
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
          onChange={(event) => onChange({ reason: event.target.value })}
          placeholder="Ticket, incident, what you want to look at"
        />
      </Field>
      {refusal !== null && !isReasonNeeded && <WishRefused refusal={refusal} />}
    </>
  );
}

/** Too long is put right by itself; anything else is explained. */
function WishRefused({ refusal }: { readonly refusal: PublicRefusal }) {
  if (longestOf(refusal.facts) === null) return <RefusalNote {...refusal} />;
  return <Note tone="warn">{refusal.because} The longest is chosen now: ask again.</Note>;
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
