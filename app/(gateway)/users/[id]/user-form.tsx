"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Field, FieldGroup, Input } from "@/ui/field";
import { Panel } from "@/ui/page";
import { Picker } from "@/ui/picker";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { UnsavedGuard } from "@/ui/unsaved-guard";
import { refusalOf, useTRPC } from "../../../calls";

type User = Outputs["users"]["get"];

interface UserFormProps {
  readonly user: User;
  readonly groups: readonly string[];
}

/** Name, address and the groups that admins give; what the provider gives is shown and locked. */
export function UserForm({ user, groups }: UserFormProps) {
  const router = useRouter();
  const given = (source: "local" | "idp") =>
    user.memberships.filter((one) => one.source === source).map(({ group }) => group);
  const before = { name: user.name, email: user.email, groups: given("local") };
  const [draft, setDraft] = useState(before);
  const locked = given("idp");
  const isChanged = JSON.stringify(draft) !== JSON.stringify(before);
  const save = useMutation(
    useTRPC().users.update.mutationOptions({
      onSuccess: () => {
        toast.ok(`Saved ${draft.name}`);
        router.refresh();
      },
    }),
  );
  return (
    <Panel title="Details">
      <UnsavedGuard active={isChanged && !save.isPending && !save.isSuccess} />
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ id: user.id, ...draft });
        }}
      >
        <Field label="Name">
          <Input
            required
            maxLength={200}
            autoComplete="off"
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        </Field>
        <Field label="E-mail" help={user.hasPassword ? "They sign in with it." : undefined}>
          <Input
            type="email"
            required
            maxLength={320}
            autoComplete="off"
            value={draft.email}
            onChange={(event) => setDraft({ ...draft, email: event.target.value })}
          />
        </Field>
        <Field label="Groups">
          <Picker
            value={draft.groups}
            onChange={(picked) => setDraft({ ...draft, groups: picked })}
            choices={groups}
            nothing={groups.length > 0 ? "No group is called that." : "There is no group yet."}
          />
        </Field>
        {locked.length > 0 && (
          <FieldGroup
            legend="Groups of the identity provider"
            help="Changed there; taken over at the next sign-in or refresh."
          >
            <span className="flex flex-wrap gap-1">
              {locked.map((group) => (
                <Badge key={group} tone="info">
                  {group}
                </Badge>
              ))}
            </span>
          </FieldGroup>
        )}
        {save.error && <RefusalNote {...refusalOf(save.error)} />}
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!isChanged}>
          Save
        </Button>
      </form>
    </Panel>
  );
}
