"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Link } from "@/ui/link";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { UnsavedGuard } from "@/ui/unsaved-guard";
import { refusalOf, useTRPC } from "../../../../calls";
import {
  ApproverFields,
  type AskedPart,
  BreakGlassField,
  KindField,
  NeedsFields,
  TellsField,
  TimeFields,
} from "../../../access-rules/asked-fields";
import {
  type AskedDraft,
  askedBody,
  askedOf,
  draftOf,
  emptyAsked,
  emptyDraft,
  objectionsToAsked,
  ruleBody,
} from "../../../access-rules/rule-draft";
import { RulePreview } from "../../../access-rules/rule-preview";
import { accessHref, ruleHref } from "../../../places";

interface RequestsFormProps {
  readonly connection: string;
  readonly own: Outputs["accessRules"]["ofConnection"]["own"];
  readonly accessGroups: readonly string[];
  readonly groups: readonly string[];
  readonly integrations: readonly string[];
}

interface RequestsDraft {
  readonly isOn: boolean;
  readonly asked: AskedDraft;
}

/** The toggle of one connection: off, it has no rule of its own. */
export function RequestsForm(props: RequestsFormProps) {
  const { connection, own, accessGroups, groups, integrations } = props;
  const [start] = useState<RequestsDraft>(() => ({
    isOn: own?.enabled === true,
    asked: own === null ? emptyAsked() : askedOf(own),
  }));
  const [draft, setDraft] = useState(start);
  const [wasSent, setWasSent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const saving = useSaveRequests();
  const { isOn, asked } = draft;
  const isDirty = isOn !== start.isOn || (isOn && JSON.stringify(draft) !== JSON.stringify(start));
  const objections = isOn && wasSent ? objectionsToAsked(asked) : {};
  const change = (by: Partial<AskedDraft>) => setDraft({ isOn, asked: { ...asked, ...by } });
  const part: AskedPart = { draft: asked, objections, change, groups, integrations };

  function submit(event: FormEvent) {
    event.preventDefault();
    setWasSent(true);
    const isRight = !isOn || Object.keys(objectionsToAsked(asked)).length === 0;
    const rule = isOn ? askedBody(asked) : null;
    if (isRight) return saving.mutate({ connection, version: own?.version ?? null, rule });
    // After the marks are drawn.
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
    );
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="space-y-4">
      <UnsavedGuard active={isDirty && !saving.isSuccess} />
      <Panel
        title="Access requests"
        description="Whoever uses this connection asks somebody first."
        actions={
          <Switch
            label="Access requests"
            checked={isOn}
            onChange={(next) => setDraft({ ...draft, isOn: next })}
          />
        }
      >
        {isOn ? (
          <div className="space-y-4">
            <CanAccess connection={connection} accessGroups={accessGroups} />
            <KindField {...part} />
            <NeedsFields {...part} />
            <ApproverFields {...part} />
            <TimeFields {...part} />
            <BreakGlassField {...part} />
            <TellsField {...part} />
            {own && <FurtherTerms id={own.id} />}
          </div>
        ) : (
          <p className="text-sm text-muted">Off: it asks nobody for an approval of its own.</p>
        )}
      </Panel>
      {isOn && <RulePreview body={previewOf(connection, own, asked)} />}
      {saving.error && <RefusalNote {...refusalOf(saving.error)} />}
      <SaveBar isDirty={isDirty} isBusy={saving.isPending} error={saving.error} />
    </form>
  );
}

function CanAccess({
  connection,
  accessGroups,
}: Pick<RequestsFormProps, "connection" | "accessGroups">) {
  return (
    <div className="text-sm">
      <p className="mb-1 font-medium">Can access</p>
      <p className="flex flex-wrap items-center gap-1">
        {accessGroups.map((group) => (
          <Badge key={group} tone="accent">
            {group}
          </Badge>
        ))}
        {accessGroups.length === 0 && <Badge tone="warn">Nobody but admins</Badge>}
        <Link href={accessHref(connection)} className="ml-1 text-accent hover:underline">
          Who may use it
        </Link>
      </p>
    </div>
  );
}

function FurtherTerms({ id }: { readonly id: string }) {
  return (
    <p className="text-sm text-muted">
      Commands, reason and self-approval of this rule are set{" "}
      <Link href={ruleHref(id)} className="text-accent underline">
        among the access rules
      </Link>
      .
    </p>
  );
}

interface SaveBarProps {
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
}

function SaveBar({ isDirty, isBusy, error }: SaveBarProps) {
  const router = useRouter();
  const isConflict = error !== null && refusalOf(error).code === "RULE.CHANGED";
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {isDirty && !isConflict && <span className="mr-auto text-sm text-muted">Not saved yet</span>}
      {isConflict && <Button onClick={() => router.refresh()}>Reload</Button>}
      <Button type="submit" variant="primary" busy={isBusy} disabled={!isDirty}>
        Save changes
      </Button>
    </div>
  );
}

/** What the tab does not ask is as it was set before, or as in every new rule. */
function previewOf(connection: string, own: RequestsFormProps["own"], asked: AskedDraft) {
  const before = own === null ? emptyDraft() : draftOf(own);
  return ruleBody({ ...before, ...asked, connections: [connection] });
}

function useSaveRequests() {
  const router = useRouter();
  return useMutation(
    useTRPC().accessRules.setOfConnection.mutationOptions({
      onSuccess: (_, { rule }) => {
        toast.ok(rule === null ? "Access requests are off" : "Access requests are on");
        router.refresh();
      },
    }),
  );
}
