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
import { ruleHref } from "../places";
import { ApproverFields, type AskedPart, KindField, NeedsFields, TimeFields } from "./asked-fields";
import {
  draftOf,
  emptyDraft,
  type Objections,
  objectionsTo,
  type RuleFormDraft,
  ruleBody,
  type StoredRule,
} from "./rule-draft";
import { AboutFields, FurtherFields, ScopeFields } from "./rule-fields";
import { RulePreview } from "./rule-preview";

export interface EditedRule extends StoredRule {
  readonly id: string;
  readonly version: number;
  readonly ownConnection: string | null;
}

interface RuleFormProps {
  /** `null` for a new rule. */
  readonly stored: EditedRule | null;
  readonly groups: readonly string[];
  readonly integrations: readonly string[];
}

/** One part of the form: what is typed, what is wrong with it, and how to change it. */
export interface RulePart {
  readonly draft: RuleFormDraft;
  readonly objections: Objections;
  readonly change: (change: Partial<RuleFormDraft>) => void;
  readonly groups: readonly string[];
  readonly integrations: readonly string[];
  /** The connection whose own rule it is: it is about that one, whatever is typed. */
  readonly ownConnection: string | null;
}

export function RuleForm({ stored, groups, integrations }: RuleFormProps) {
  const [start] = useState(() => startOf(stored));
  const [draft, setDraft] = useState(start);
  const [wasSent, setWasSent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const saving = useSaveRule(stored);

  const { refusal } = saving;
  const objections: Objections = {
    ...(wasSent && objectionsTo(draft)),
    ...saving.objectionsTo(draft),
  };
  const isDirty = JSON.stringify(draft) !== JSON.stringify(start);
  const change = (by: Partial<RuleFormDraft>) => setDraft({ ...draft, ...by });
  const ownConnection = stored?.ownConnection ?? null;
  const asked: AskedPart = { draft, objections, change, groups, integrations };
  const part: RulePart = { ...asked, draft, change, ownConnection };

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
      <Panel title="What it is about">
        <div className="space-y-4">
          <KindField {...asked} />
          <ScopeFields {...part} />
        </div>
      </Panel>
      <Panel title="Who asks and who approves">
        <div className="space-y-4">
          <NeedsFields {...asked} />
          <ApproverFields {...asked} />
          <TimeFields {...asked} />
        </div>
      </Panel>
      <FurtherFields {...part} />
      <RulePreview body={ruleBody(draft)} />
      {refusal && <RefusalNote {...refusal} />}
      <FormEnd
        creates={stored === null ? "rule" : null}
        back={stored === null ? "/access-rules" : ruleHref(stored.id)}
        isDirty={isDirty}
        isBusy={saving.isBusy}
        isConflict={refusal?.code === "RULE.CHANGED"}
      />
    </form>
  );
}

function startOf(stored: EditedRule | null): RuleFormDraft {
  return stored === null ? emptyDraft() : draftOf(stored);
}

/** Where the gateway names a field, its reason stands at that field too. */
function objectionOfGateway(refusal: PublicRefusal | null): Objections {
  const field = refusal?.facts["field"];
  return refusal && typeof field === "string" ? { [field]: refusal.because } : {};
}

function useSaveRule(stored: EditedRule | null) {
  const trpc = useTRPC();
  const router = useRouter();
  const [sent, setSent] = useState<RuleFormDraft | null>(null);
  const [isDone, setIsDone] = useState(false);

  function leaveFor(id: string, said: string) {
    setIsDone(true);
    toast.ok(said);
    router.push(ruleHref(id));
    router.refresh();
  }
  const create = useMutation(
    trpc.accessRules.create.mutationOptions({
      onSuccess: ({ id }, { name }) => leaveFor(id, `Created ${name}`),
    }),
  );
  const update = useMutation(
    trpc.accessRules.update.mutationOptions({
      onSuccess: (_, { id, rule }) => leaveFor(id, `Saved ${rule.name}`),
    }),
  );

  function save(draft: RuleFormDraft) {
    setSent(draft);
    const rule = ruleBody(draft);
    if (stored === null) return create.mutate(rule);
    update.mutate({ id: stored.id, version: stored.version, rule });
  }
  const isBusy = create.isPending || update.isPending || isDone;
  const error = create.error ?? update.error;
  const refusal = error === null ? null : refusalOf(error);
  /** What the gateway objected to, as long as nothing was typed since. */
  const objectionsOfGateway = (draft: RuleFormDraft) =>
    sent === draft ? objectionOfGateway(refusal) : {};
  return { save, objectionsTo: objectionsOfGateway, isBusy, isDone, refusal };
}
