"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { UnsavedGuard } from "@/ui/unsaved-guard";
import { refusalOf, useTRPC } from "../../calls";
import { FormEnd } from "../form-end";
import { guardrailHref } from "../places";
import { ScopeFields } from "../scope-fields";
import {
  bodyOf,
  draftOf,
  emptyDraft,
  type GuardrailDraft,
  type Objections,
  objectionsTo,
  type StoredGuardrail,
} from "./guardrail-draft";
import {
  AboutFields,
  ActionFields,
  CriteriaFields,
  ExampleFields,
  type GuardrailPart,
} from "./guardrail-fields";
import { GuardrailPreview } from "./guardrail-preview";

/** `null` for a new guardrail. */
export function GuardrailForm({ stored }: { readonly stored: StoredGuardrail | null }) {
  const [start] = useState(() => (stored === null ? emptyDraft() : draftOf(stored)));
  const [draft, setDraft] = useState(start);
  const [wasSent, setWasSent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const saving = useSaveGuardrail(stored);

  const { refusal } = saving;
  const objections: Objections = {
    ...(wasSent && objectionsTo(draft)),
    ...saving.objectionsTo(draft),
  };
  const isDirty = JSON.stringify(draft) !== JSON.stringify(start);
  const change = (by: Partial<GuardrailDraft>) => setDraft({ ...draft, ...by });
  const part: GuardrailPart = { draft, objections, change };

  function submit(event: FormEvent) {
    event.preventDefault();
    setWasSent(true);
    if (Object.keys(objectionsTo(draft)).length === 0) return saving.save(draft);
    // After the marks are drawn.
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
    );
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="space-y-4">
      <UnsavedGuard active={isDirty && !saving.isDone} />
      <AboutFields {...part} />
      <CriteriaFields {...part} />
      <ActionFields {...part} />
      <Panel title="Where">
        <div className="space-y-4">
          <ScopeFields
            scope={draft.scope}
            error={objections.scope}
            onChange={(scope) => change({ scope })}
          />
        </div>
      </Panel>
      <ExampleFields {...part} />
      <GuardrailPreview id={stored?.id ?? null} body={bodyOf(draft)} />
      {refusal && <RefusalNote {...refusal} />}
      <FormEnd
        creates={stored === null ? "guardrail" : null}
        back={stored === null ? "/guardrails" : guardrailHref(stored.id)}
        isDirty={isDirty}
        isBusy={saving.isBusy}
        isConflict={refusal?.code === "GUARDRAIL.CHANGED"}
      />
    </form>
  );
}

/** Where the gateway names a field, its reason stands at that field too. */
function objectionOfGateway(refusal: PublicRefusal | null): Objections {
  const field = refusal?.facts["field"];
  return refusal && typeof field === "string" ? { [field]: refusal.because } : {};
}

function useSaveGuardrail(stored: StoredGuardrail | null) {
  const trpc = useTRPC();
  const router = useRouter();
  const [sent, setSent] = useState<GuardrailDraft | null>(null);
  const [isDone, setIsDone] = useState(false);

  function leaveFor(id: string, said: string) {
    setIsDone(true);
    toast.ok(said);
    router.push(guardrailHref(id));
    router.refresh();
  }
  const create = useMutation(
    trpc.guardrails.create.mutationOptions({
      onSuccess: ({ id }, { name }) => leaveFor(id, `Created ${name}`),
    }),
  );
  const update = useMutation(
    trpc.guardrails.update.mutationOptions({
      onSuccess: (_, { id, guardrail }) => leaveFor(id, `Saved ${guardrail.name}`),
    }),
  );

  function save(draft: GuardrailDraft) {
    setSent(draft);
    const guardrail = bodyOf(draft);
    if (stored === null) return create.mutate(guardrail);
    update.mutate({ id: stored.id, version: stored.version, guardrail });
  }
  const isBusy = create.isPending || update.isPending || isDone;
  const error = create.error ?? update.error;
  const refusal = error === null ? null : refusalOf(error);
  /** What the gateway objected to, as long as nothing was typed since. */
  const objectionsOfGateway = (draft: GuardrailDraft) =>
    sent === draft ? objectionOfGateway(refusal) : {};
  return { save, objectionsTo: objectionsOfGateway, isBusy, isDone, refusal };
}
