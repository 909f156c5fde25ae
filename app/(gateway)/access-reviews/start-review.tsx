"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { DEFAULT_PERIOD_DAYS, REVIEW_LIMITS, type SubjectKind } from "@/domain/reviews/review";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input, Select } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";

const KINDS: readonly { readonly value: SubjectKind; readonly label: string }[] = [
  { value: "group", label: "Everybody in a group" },
  { value: "connection", label: "Everybody with access to a connection" },
];

export function StartReview() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
        Start a review
      </Button>
      {open && <StartDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function StartDialog({ onClose }: { readonly onClose: () => void }) {
  const [kind, setKind] = useState<SubjectKind>("group");
  const [name, setName] = useState("");
  const [days, setDays] = useState(String(DEFAULT_PERIOD_DAYS));
  const formId = useId();
  const router = useRouter();
  const trpc = useTRPC();
  const { data: subjects } = useQuery(trpc.reviews.subjects.queryOptions());
  const start = useMutation(
    trpc.reviews.start.mutationOptions({
      onSuccess: ({ id }) => router.push(`/access-reviews/${id}`),
    }),
  );
  const names = (kind === "group" ? subjects?.groups : subjects?.connections) ?? [];
  const kinds = KINDS.filter(
    ({ value }) => value === "group" || subjects?.connections.length !== 0,
  );

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Start an access review"
      description="It lists everybody as they are now. Nothing is taken away before you complete it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={start.isPending || start.isSuccess}
          >
            Start the review
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate({ kind, name, periodDays: Number(days) });
        }}
      >
        <Field label="Review">
          <Select
            choices={kinds}
            value={kind}
            onChange={(event) => {
              setKind(event.target.value === "connection" ? "connection" : "group");
              setName("");
            }}
          />
        </Field>
        <Field label={kind === "group" ? "Group" : "Connection"}>
          <Select
            required
            placeholder="Choose one"
            choices={names.map((one) => ({ value: one, label: one }))}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="Days looked back" help="What people did in this time is counted beside them.">
          <Input
            type="number"
            required
            min={REVIEW_LIMITS.periodDaysMin}
            max={REVIEW_LIMITS.periodDaysMax}
            value={days}
            onChange={(event) => setDays(event.target.value)}
            className="tabular max-w-28"
          />
        </Field>
        {start.error && <RefusalNote {...refusalOf(start.error)} />}
      </form>
    </Dialog>
  );
}
