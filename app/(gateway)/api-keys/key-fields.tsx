"use client";
import { readCidr } from "@/domain/people/cidr";
import { KEY_SCOPES, type KeyScope } from "@/domain/people/key-scope";
import { Checkbox, Field, FieldGroup, Input, Select } from "@/ui/field";
import { Picker, type PickerProps } from "@/ui/picker";
import { TagInput } from "@/ui/tag-input";
import { useGroupNames } from "../group-names";
import { LIFETIMES, SCOPE_WORDS } from "./key-words";

export interface KeyDraft {
  readonly name: string;
  readonly days: string;
  readonly isBound: boolean;
  readonly groups: string[];
  readonly scopes: KeyScope[];
  readonly addresses: string[];
}

export const EMPTY_DRAFT: KeyDraft = {
  ...{ name: "", days: "90", isBound: false, groups: [], addresses: [] },
  scopes: ["sessions:run"],
};

interface KeyFieldsProps {
  readonly draft: KeyDraft;
  readonly change: (part: Partial<KeyDraft>) => void;
  readonly groups: readonly string[] | "all";
}

export function KeyFields({ draft, change, groups }: KeyFieldsProps) {
  function choose(scope: KeyScope, isOn: boolean) {
    const others = draft.scopes.filter((other) => other !== scope);
    change({ scopes: isOn ? [...others, scope] : others });
  }
  function bind(isBound: boolean) {
    const scopes = draft.scopes.filter((scope) => isBound || scope !== "requests:vote");
    change({ isBound, scopes });
  }
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
        <Field label="Name" help="The program that will use it.">
          <Input
            name="name"
            required
            maxLength={60}
            autoComplete="off"
            placeholder="nightly report"
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label="Lasts">
          <Select
            choices={LIFETIMES}
            value={draft.days}
            onChange={(event) => change({ days: event.target.value })}
          />
        </Field>
      </div>
      <Checkbox
        label="Acts as me"
        help="With my groups and role of the moment. Without this it is a member with the groups below."
        checked={draft.isBound}
        onChange={(event) => bind(event.target.checked)}
      />
      {!draft.isBound && (
        <Field label="Groups" help="It loses one when you do.">
          <GroupsOfKey
            of={groups}
            value={draft.groups}
            onChange={(next) => change({ groups: next })}
          />
        </Field>
      )}
      <FieldGroup legend="Scopes">
        <div className="space-y-2">
          {KEY_SCOPES.filter((scope) => draft.isBound || scope !== "requests:vote").map((scope) => (
            <Checkbox
              key={scope}
              label={SCOPE_WORDS[scope].name}
              help={SCOPE_WORDS[scope].help}
              checked={draft.scopes.includes(scope)}
              onChange={(event) => choose(scope, event.target.checked)}
            />
          ))}
        </div>
      </FieldGroup>
      <Field
        label="From these addresses only"
        optional
        help="Blocks as 10.0.0.0/8 or 2001:db8::/32."
      >
        <TagInput
          value={draft.addresses}
          onChange={(addresses) => change({ addresses })}
          objectionTo={objectionToBlock}
          placeholder="Anywhere"
        />
      </Field>
    </>
  );
}

function objectionToBlock(block: string): string | null {
  const read = readCidr(block);
  if (read.kind === "block") return null;
  return read.because === "not-an-address"
    ? `${block} is no block of addresses.`
    : `${block} has bits beyond its prefix.`;
}

interface GroupsOfKeyProps extends Pick<PickerProps, "value" | "onChange"> {
  readonly of: readonly string[] | "all";
}

function GroupsOfKey({ of, ...props }: GroupsOfKeyProps) {
  return of === "all" ? <AnyGroups {...props} /> : <OwnGroups {...props} groups={of} />;
}

const PLACEHOLDER = "Type or pick a group";

function AnyGroups(props: Omit<GroupsOfKeyProps, "of">) {
  const { names, nothing } = useGroupNames("all");
  return <Picker {...props} choices={names} nothing={nothing} placeholder={PLACEHOLDER} />;
}

function OwnGroups({
  groups,
  ...props
}: Omit<GroupsOfKeyProps, "of"> & { readonly groups: readonly string[] }) {
  const nothing = groups.length > 0 ? "No group is called that." : "You are in no group yet.";
  return <Picker {...props} choices={groups} nothing={nothing} placeholder={PLACEHOLDER} />;
}
