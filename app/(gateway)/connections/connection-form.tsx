"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import { Button, ButtonLink } from "@/ui/button";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { UnsavedGuard } from "@/ui/unsaved-guard";
import { refusalOf, useTRPC } from "../../calls";
import { connectionHref } from "../places";
import { AccessFields } from "./access-fields";
import {
  type ConnectionDraft,
  changeableOf,
  draftOf,
  emptyDraft,
  type Objections,
  objectionsTo,
  type StoredConnection,
} from "./connection-draft";
import { LimitFields } from "./limit-fields";
import { NameFields } from "./name-fields";
import { TargetFields } from "./target-fields";
import { TestConnection } from "./test-connection";

export interface FormChoices {
  readonly agents: readonly { id: string; name: string; online: boolean; embedded: boolean }[];
  readonly groups: readonly string[];
}

/** One part of the form: what is typed, what is wrong with it, and how to change it. */
export interface FormPart {
  readonly draft: ConnectionDraft;
  readonly objections: Objections;
  readonly change: (change: Partial<ConnectionDraft>) => void;
}

interface ConnectionFormProps extends FormChoices {
  /** `null` for a new connection. */
  readonly stored: StoredConnection | null;
}

export function ConnectionForm({ stored, agents, groups }: ConnectionFormProps) {
  const [start] = useState(() => (stored ? draftOf(stored) : emptyDraft(defaultAgent(agents))));
  const [draft, setDraft] = useState(start);
  const [wasSent, setWasSent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const saving = useSaveConnection(stored);

  const refusal = saving.error ? refusalOf(saving.error) : null;
  const isAnswered = saving.sent === draft;
  const objections: Objections = {
    ...(wasSent && objectionsTo(draft, stored)),
    ...(isAnswered && objectionOfGateway(refusal)),
  };
  const isDirty = JSON.stringify(draft) !== JSON.stringify(start);
  const part: FormPart = { draft, objections, change: (by) => setDraft({ ...draft, ...by }) };

  function submit(event: FormEvent) {
    event.preventDefault();
    setWasSent(true);
    if (Object.keys(objectionsTo(draft, stored)).length === 0) return saving.save(draft);
    // After the marks are drawn.
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
    );
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="space-y-4">
      <UnsavedGuard active={isDirty && !saving.isDone} />
      <NameFields {...part} isNew={stored === null} />
      <Panel title="Target" description="Where it is, and what the agent signs in with.">
        <div className="space-y-4">
          <TargetFields {...part} agents={agents} isNew={stored === null} />
          <TestConnection draft={draft} stored={stored} onObjected={() => setWasSent(true)} />
        </div>
      </Panel>
      <AccessFields {...part} groups={groups} />
      <LimitFields {...part} />
      {refusal && <RefusalNote {...refusal} />}
      <FormEnd
        name={stored?.name ?? null}
        isDirty={isDirty}
        isBusy={saving.isBusy}
        isConflict={refusal?.code === "CONNECTION.CHANGED"}
      />
    </form>
  );
}

interface FormEndProps {
  /** `null` for a new connection. */
  readonly name: string | null;
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly isConflict: boolean;
}

function FormEnd({ name, isDirty, isBusy, isConflict }: FormEndProps) {
  const router = useRouter();
  return (
    <div className="sticky bottom-14 z-10 -mx-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-4 py-3 sm:mx-0 sm:px-0 md:bottom-0">
      {isDirty && !isConflict && (
        <span className="mr-auto text-sm whitespace-nowrap text-muted">Not saved yet</span>
      )}
      {isConflict && <Button onClick={() => router.refresh()}>Reload</Button>}
      <ButtonLink href={name === null ? "/connections" : connectionHref(name)} variant="ghost">
        Cancel
      </ButtonLink>
      <Button type="submit" variant="primary" busy={isBusy}>
        {name === null ? "Create connection" : "Save changes"}
      </Button>
    </div>
  );
}

/** Where the gateway names a field, its reason stands at that field too. */
function objectionOfGateway(refusal: PublicRefusal | null): Objections {
  const field = refusal?.facts["field"];
  return refusal && typeof field === "string" ? { [field]: refusal.because } : {};
}

function useSaveConnection(stored: StoredConnection | null) {
  const trpc = useTRPC();
  const router = useRouter();
  const [sent, setSent] = useState<ConnectionDraft | null>(null);
  const [isDone, setIsDone] = useState(false);

  function leaveFor(name: string) {
    setIsDone(true);
    toast.ok(stored ? `Saved ${name}` : `Created ${name}`);
    router.push(connectionHref(name));
    router.refresh();
  }
  const create = useMutation(
    trpc.connections.create.mutationOptions({ onSuccess: ({ name }) => leaveFor(name) }),
  );
  const update = useMutation(
    trpc.connections.update.mutationOptions({ onSuccess: (_, { name }) => leaveFor(name) }),
  );

  function save(draft: ConnectionDraft) {
    setSent(draft);
    const body = changeableOf(draft);
    const { password } = draft;
    if (stored === null) {
      return create.mutate({ ...body, name: draft.name, kind: draft.kind, password });
    }
    const { name, version } = stored;
    update.mutate({ ...body, name, version, password: password === "" ? null : password });
  }
  const isBusy = create.isPending || update.isPending || isDone;
  return { save, sent, isBusy, isDone, error: create.error ?? update.error };
}

/** The embedded agent, where there is nothing else to choose. */
function defaultAgent(agents: FormChoices["agents"]): string {
  return agents.length === 1 ? (agents[0]?.id ?? "") : (agents.find((a) => a.embedded)?.id ?? "");
}
