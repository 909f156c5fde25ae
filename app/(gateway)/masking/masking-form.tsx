"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { UnsavedGuard } from "@/ui/unsaved-guard";
import { refusalOf, useTRPC } from "../../calls";
import { FormEnd } from "../form-end";
import { maskingHref } from "../places";
import { ScopeFields } from "../scope-fields";
import { CustomKindFields } from "./custom-kind-fields";
import { KindFields } from "./kind-fields";
import {
  bodyOf,
  draftOf,
  emptyDraft,
  type MaskingDraft,
  type Objections,
  objectionsTo,
  type StoredMaskingRule,
} from "./masking-draft";
import { MaskingExampleFields } from "./masking-example-fields";
import { AboutFields, ColumnFields, ExemptFields, type MaskingPart } from "./masking-fields";
import { MaskingPreview } from "./masking-preview";

interface MaskingFormProps {
  /** `null` for a new rule. */
  readonly stored: StoredMaskingRule | null;
  readonly groups: readonly string[];
  /** What a new rule begins with. */
  readonly first?: MaskingDraft;
}

export function MaskingForm({ stored, groups, first = emptyDraft() }: MaskingFormProps) {
  const [start] = useState(() => (stored === null ? first : draftOf(stored)));
  const [draft, setDraft] = useState(start);
  const [wasSent, setWasSent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const saving = useSaveMaskingRule(stored);

  const { refusal } = saving;
  const objections = { ...(wasSent && objectionsTo(draft)), ...saving.objectionsTo(draft) };
  const isDirty = JSON.stringify(draft) !== JSON.stringify(start);
  const change = (by: Partial<MaskingDraft>) => setDraft({ ...draft, ...by });
  const part: MaskingPart = { draft, objections, change };

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
      <Panel title="Where">
        <div className="space-y-4">
          <ScopeFields
            scope={draft.scope}
            error={objections.scope}
            onChange={(scope) => change({ scope })}
          />
        </div>
      </Panel>
      <ColumnFields {...part} />
      <KindFields {...part} />
      <CustomKindFields {...part} />
      <ExemptFields {...part} groups={groups} />
      <MaskingExampleFields {...part} />
      <MaskingPreview id={stored?.id ?? null} body={bodyOf(draft)} groups={groups} />
      {refusal && <RefusalNote {...refusal} />}
      <FormEnd
        creates={stored === null ? "masking rule" : null}
        back={stored === null ? "/masking" : maskingHref(stored.id)}
        isDirty={isDirty}
        isBusy={saving.isBusy}
        isConflict={refusal?.code === "MASKING.CHANGED"}
      />
    </form>
  );
}

function useSaveMaskingRule(stored: StoredMaskingRule | null) {
  const trpc = useTRPC();
  const router = useRouter();
  const [sent, setSent] = useState<MaskingDraft | null>(null);
  const [isDone, setIsDone] = useState(false);

  function leaveFor(id: string, said: string) {
    setIsDone(true);
    toast.ok(said);
    router.push(maskingHref(id));
    router.refresh();
  }
  const create = useMutation(
    trpc.masking.create.mutationOptions({
      onSuccess: ({ id }, { name }) => leaveFor(id, `Created ${name}`),
    }),
  );
  const update = useMutation(
    trpc.masking.update.mutationOptions({
      onSuccess: (_, { id, rule }) => leaveFor(id, `Saved ${rule.name}`),
    }),
  );

  function save(draft: MaskingDraft) {
    setSent(draft);
    const rule = bodyOf(draft);
    if (stored === null) return create.mutate(rule);
    update.mutate({ id: stored.id, version: stored.version, rule });
  }
  const error = create.error ?? update.error;
  const refusal = error === null ? null : refusalOf(error);
  /** Where the gateway names a field its reason stands there too, as long as nothing was typed since. */
  function objectionsOfGateway(draft: MaskingDraft): Objections {
    const field = refusal?.facts["field"];
    return refusal && sent === draft && typeof field === "string"
      ? { [field]: refusal.because }
      : {};
  }
  const isBusy = create.isPending || update.isPending || isDone;
  return { save, objectionsTo: objectionsOfGateway, isBusy, isDone, refusal };
}
