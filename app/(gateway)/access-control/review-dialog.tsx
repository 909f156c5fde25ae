"use client";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Inputs, Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { Dialog } from "@/ui/dialog";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";

type Effect = Outputs["access"]["preview"]["connections"][number];

interface ReviewDialogProps {
  readonly edits: Inputs["access"]["save"]["edits"];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Who gains and who loses, before anything is saved. */
export function ReviewDialog({ edits, onClose, onSaved }: ReviewDialogProps) {
  const { access } = useTRPC();
  const preview = useMutation(access.preview.mutationOptions());
  const { mutate } = preview;
  const apply = useMutation(
    access.save.mutationOptions({
      // What stands in the way may be what is shown: it is looked at again.
      onError: (_, { edits: refused }) => mutate({ edits: refused }),
      onSuccess: ({ changed }) => {
        toast.ok(changed === 1 ? "1 connection changed" : `${formatCount(changed)} changed`);
        onSaved();
      },
    }),
  );
  const [asked] = useState(edits); // They do not change while the dialog is open.
  useEffect(() => mutate({ edits: asked }), [mutate, asked]);
  const failed = preview.error ?? apply.error;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="md"
      title="Who gains and who loses"
      description="Nothing is saved yet. What somebody runs on a connection that they lose is cancelled."
      footer={
        <>
          <Button onClick={onClose}>Go on editing</Button>
          <Button
            variant="primary"
            busy={apply.isPending}
            disabled={preview.data === undefined}
            onClick={() => apply.mutate({ edits: asked, seen: preview.data?.digest })}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {failed && <RefusalNote {...refusalOf(failed)} />}
        {preview.isPending && <p className="text-sm text-muted">Looking who is concerned…</p>}
        {preview.data?.complete === false && (
          <Note tone="warn">So many people are concerned that only a part of them is shown.</Note>
        )}
        {preview.data?.connections.map((effect) => (
          <EffectOf key={effect.connection} effect={effect} />
        ))}
      </div>
    </Dialog>
  );
}

function EffectOf({ effect }: { readonly effect: Effect }) {
  const { connection, gain, lose, before, after } = effect;
  const come = after.filter((group) => !before.includes(group));
  const go = before.filter((group) => !after.includes(group));
  return (
    <section className="rounded-md border border-line-soft p-3 text-sm">
      <h3 className="flex flex-wrap items-center gap-1.5 font-mono text-xs font-semibold">
        {connection}
        {come.map((group) => (
          <Badge key={group} tone="ok">
            + {group}
          </Badge>
        ))}
        {go.map((group) => (
          <Badge key={group} tone="bad">
            − {group}
          </Badge>
        ))}
      </h3>
      <dl className="mt-2 space-y-1">
        <People word="Gain" people={gain} />
        <People word="Lose" people={lose} />
      </dl>
    </section>
  );
}

function People({ word, people }: { readonly word: string; readonly people: Effect["gain"] }) {
  const more = people.total - people.names.length;
  return (
    <div className="flex gap-2">
      <dt className="w-12 shrink-0 text-muted">{word}</dt>
      <dd className="min-w-0 break-words">
        {people.total === 0 ? <span className="text-faint">nobody</span> : people.names.join(", ")}
        {more > 0 && <span className="text-muted"> and {formatCount(more)} more</span>}
      </dd>
    </div>
  );
}
