"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { formatDuration } from "@/ui/duration";
import { Checkbox, Field, Select, Textarea } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { Calls, refusalOf, useTRPC } from "../../calls";
import { ACT_NOW, GlassNote } from "./break-glass";
import { requestHref } from "./request-words";
import { durationsUpTo } from "./window-durations";

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

interface Wish {
  readonly seconds: number;
  readonly reason: string;
  readonly breakGlass: boolean;
}
const FIRST_WISH: Wish = { seconds: FIRST_SECONDS, reason: "", breakGlass: false };

function WindowDialog(props: AskWindowProps & { readonly onClose: () => void }) {
  const { connection, refersToId, onClose } = props;
  const formId = useId();
  const [typed, setWish] = useState(FIRST_WISH);
  const { data: terms, error } = useQuery(
    useTRPC().requests.windowTerms.queryOptions({ connection }),
  );
  const ask = useAsk();
  const seconds = Math.min(typed.seconds, terms?.durationSecondsMax ?? typed.seconds);
  const wish = { ...typed, seconds };
  const refused = ask.error ?? error;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={refersToId === undefined ? `A window on ${connection}` : `More time on ${connection}`}
      description="It opens when it is approved and closes by itself; what still runs then is cut."
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant={wish.breakGlass ? "danger" : "primary"}
            type="submit"
            form={formId}
            busy={ask.isPending}
            disabled={terms === undefined}
          >
            {wish.breakGlass ? "Break the glass" : "Ask"}
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
          const { breakGlass } = wish;
          const about = { durationSeconds: seconds, reason: wish.reason.trim(), breakGlass };
          ask.mutate({ connection, ...about, refersToId: refersToId ?? null });
        }}
      >
        <WishFields
          wish={wish}
          terms={terms}
          onChange={(part) => setWish((now) => ({ ...now, ...part }))}
        />
        {refused && <RefusalNote {...refusalOf(refused)} />}
      </form>
    </Dialog>
  );
}

interface WishFieldsProps {
  readonly wish: Wish;
  /** What the rules allow; not known yet when the dialog opens. */
  readonly terms: Outputs["requests"]["windowTerms"] | undefined;
  readonly onChange: (part: Partial<Wish>) => void;
}

function WishFields({ wish, terms, onChange }: WishFieldsProps) {
  const { seconds, reason, breakGlass } = wish;
  const longest = terms?.durationSecondsMax ?? null;
  const isReasonNeeded = breakGlass || terms?.reasonRequired === true;
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
        optional={!isReasonNeeded}
        help={breakGlass ? "Told to everyone concerned." : "Shown to those who decide."}
      >
        <Textarea
          autoFocus
          required={isReasonNeeded}
          maxLength={REQUEST_LIMITS.reasonCharactersMax}
          value={reason}
          onChange={(event) => onChange({ reason: event.target.value })}
          placeholder="Ticket, incident, what you want to look at"
        />
      </Field>
      {terms?.mayBreakGlass === true && (
        <Checkbox
          label={ACT_NOW}
          checked={breakGlass}
          onChange={(event) => onChange({ breakGlass: event.target.checked })}
        />
      )}
      {breakGlass && <GlassNote />}
    </>
  );
}

/** Goes to the new request. */
function useAsk() {
  const router = useRouter();
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.requests.askWindow.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: trpc.requests.pathKey() });
        router.push(requestHref(id));
      },
    }),
  );
}
