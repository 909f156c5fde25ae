"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { IntegrationKind } from "@/domain/integrations/integration";
import { Button, ButtonLink } from "@/ui/button";
import { Checkbox, Field, Input } from "@/ui/field";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { UnsavedGuard } from "@/ui/unsaved-guard";
import { refusalOf, useTRPC } from "../../calls";
import { integrationHref } from "../places";
import { EmailFields } from "./email-fields";
import type { IntegrationRow } from "./integration-cards";
import {
  changeOf,
  draftOf,
  emptyDraft,
  fieldOf,
  formOf,
  type IntegrationDraft,
} from "./integration-draft";
import { SecretDialog, type ShownSecret } from "./secret-dialog";
import { SlackFields } from "./slack-fields";
import { TeamsFields } from "./teams-fields";
import { WebhookFields } from "./webhook-fields";

/** One part of the form: what is typed, how to change it, and what the gateway says of a field. */
export interface FormPart {
  readonly draft: IntegrationDraft;
  readonly change: (part: Partial<IntegrationDraft>) => void;
  readonly errorOf: (field: string) => string | null;
  /** A secret is stored already: empty keeps it. */
  readonly hasSecret: boolean;
}

const FIELDS = {
  slack: SlackFields,
  teams: TeamsFields,
  webhook: WebhookFields,
  email: EmailFields,
};

interface IntegrationFormProps {
  readonly kind: IntegrationKind;
  /** `null` for a new integration. */
  readonly stored: IntegrationRow | null;
}

export function IntegrationForm({ kind, stored }: IntegrationFormProps) {
  const [start] = useState(() => (stored ? draftOf(stored) : emptyDraft(kind)));
  const [draft, setDraft] = useState(start);
  const saving = useSaveIntegration(stored);
  const refusal = saving.error ? refusalOf(saving.error) : null;
  const isDirty = JSON.stringify(draft) !== JSON.stringify(start);
  const part: FormPart = {
    draft,
    change: (by) => setDraft({ ...draft, ...by }),
    errorOf: (field) =>
      refusal && saving.sent === draft && fieldOf(refusal.facts) === field ? refusal.because : null,
    hasSecret: stored?.hasSecret ?? false,
  };
  const Fields = FIELDS[kind];

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.save(draft);
      }}
    >
      <UnsavedGuard active={isDirty && !saving.isDone} />
      <Panel title="Where">
        <div className="space-y-4">
          <Field
            label="Name"
            help="What people and access rules call it."
            error={part.errorOf("name")}
          >
            <Input
              name="name"
              required
              maxLength={60}
              autoComplete="off"
              value={draft.name}
              onChange={(event) => part.change({ name: event.target.value })}
            />
          </Field>
          <Fields {...part} />
        </div>
      </Panel>
      <Panel title="When">
        <WhenFields {...part} />
      </Panel>
      {refusal && <RefusalNote {...refusal} />}
      <FormEnd
        stored={stored}
        isBusy={saving.isBusy}
        isConflict={refusal?.code === "INTEGRATION.CHANGED"}
      />
      <SecretDialog shown={saving.shown} onClose={saving.leave} />
    </form>
  );
}

function WhenFields({ draft, change }: FormPart) {
  return (
    <div className="space-y-3">
      <Checkbox
        label="Told of every request whose rules name no integration"
        help="A rule that names integrations tells through those, and through no other."
        checked={draft.everyRequest}
        onChange={(event) => change({ everyRequest: event.target.checked })}
      />
      <Checkbox
        label="On"
        help="While it is off nothing is sent, and what happens meanwhile is not told later."
        checked={draft.enabled}
        onChange={(event) => change({ enabled: event.target.checked })}
      />
    </div>
  );
}

interface FormEndProps {
  readonly stored: IntegrationRow | null;
  readonly isBusy: boolean;
  readonly isConflict: boolean;
}

function FormEnd({ stored, isBusy, isConflict }: FormEndProps) {
  const router = useRouter();
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {isConflict && <Button onClick={() => router.refresh()}>Reload</Button>}
      <ButtonLink href={stored ? integrationHref(stored.id) : "/integrations"} variant="ghost">
        Cancel
      </ButtonLink>
      <Button type="submit" variant="primary" busy={isBusy}>
        {stored ? "Save changes" : "Create integration"}
      </Button>
    </div>
  );
}

function useSaveIntegration(stored: IntegrationRow | null) {
  const trpc = useTRPC();
  const router = useRouter();
  const [sent, setSent] = useState<IntegrationDraft | null>(null);
  const [isDone, setIsDone] = useState(false);
  const [shown, setShown] = useState<ShownSecret | null>(null);
  const [id, setId] = useState(stored?.id ?? "");

  function leaveFor(saved: string) {
    router.push(integrationHref(saved));
    router.refresh();
  }
  const create = useMutation(
    trpc.integrations.create.mutationOptions({
      onSuccess: ({ id: created, name, secret }) => {
        setIsDone(true);
        setId(created);
        toast.ok(`Created ${name}`);
        if (secret === null) leaveFor(created);
        else setShown({ name, secret });
      },
    }),
  );
  const update = useMutation(
    trpc.integrations.update.mutationOptions({
      onSuccess: (_, { id: updated, name }) => {
        setIsDone(true);
        toast.ok(`Saved ${name}`);
        leaveFor(updated);
      },
    }),
  );
  function save(draft: IntegrationDraft) {
    setSent(draft);
    if (stored === null) return create.mutate(formOf(draft));
    update.mutate(changeOf(draft, stored));
  }
  const isBusy = create.isPending || update.isPending || isDone;
  const leave = () => {
    setShown(null);
    leaveFor(id);
  };
  return { save, sent, isBusy, isDone, shown, leave, error: create.error ?? update.error };
}
