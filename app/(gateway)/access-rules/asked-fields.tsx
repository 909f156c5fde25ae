"use client";
import type { Approvals, Needs } from "@/domain/requests/access-rule";
import type { RequestKind } from "@/domain/requests/request";
import { Field, Input, Select } from "@/ui/field";
import { Picker } from "@/ui/picker";
import type { AskedDraft, Objections } from "./rule-draft";
import { DURATION_CHOICES, TIMEOUT_CHOICES } from "./time-draft";
import { TimeField } from "./time-field";

/** The part of a form that both doors to a rule have: what is typed, what is wrong, how to change it. */
export interface AskedPart {
  readonly draft: AskedDraft;
  readonly objections: Objections;
  readonly change: (change: Partial<AskedDraft>) => void;
  /** The names of all groups, and of all integrations. */
  readonly groups: readonly string[];
  readonly integrations: readonly string[];
}

const KINDS: readonly { readonly value: RequestKind; readonly label: string }[] = [
  { value: "action", label: "Each command (action)" },
  { value: "jit", label: "A window of time (JIT)" },
];
const KIND_HELP: Readonly<Record<RequestKind, string>> = {
  action: "The command is held, and runs at most once when it is approved.",
  jit: "Nothing runs until a window is open; in it, everything runs.",
};
const NEEDS: readonly { readonly value: Needs["kind"]; readonly label: string }[] = [
  { value: "all", label: "Everyone" },
  { value: "groups", label: "People in these groups" },
  { value: "all-but", label: "Everyone but people in these groups" },
];
const APPROVALS: readonly { readonly value: Approvals["kind"]; readonly label: string }[] = [
  { value: "each", label: "One of each group" },
  { value: "any", label: "One of any group" },
  { value: "count", label: "So many in total" },
];

/** The value of a list of choices that is one of them. */
function chosen<T extends string>(choices: readonly { readonly value: T }[], value: string): T {
  const found = choices.find((choice) => choice.value === value);
  return (found ?? choices[0])?.value ?? (value as T);
}

export function KindField({ draft, change }: AskedPart) {
  return (
    <Field label="What is approved" help={KIND_HELP[draft.kind]}>
      <Select
        choices={KINDS}
        value={draft.kind}
        onChange={(event) => change({ kind: chosen(KINDS, event.target.value) })}
      />
    </Field>
  );
}

export function NeedsFields({ draft, objections, change, groups }: AskedPart) {
  return (
    <div className="space-y-3">
      <Field label="Need approval before accessing">
        <Select
          choices={NEEDS}
          value={draft.needs}
          onChange={(event) => change({ needs: chosen(NEEDS, event.target.value) })}
        />
      </Field>
      {draft.needs !== "all" && (
        <Field
          label={draft.needs === "groups" ? "Groups that need it" : "Exempt groups"}
          error={objections.needs}
        >
          <GroupPicker
            groups={groups}
            value={draft.needsGroups}
            onChange={(needsGroups) => change({ needsGroups })}
          />
        </Field>
      )}
    </div>
  );
}

export function ApproverFields({ draft, objections, change, groups }: AskedPart) {
  return (
    <div className="space-y-3">
      <Field label="Groups that can approve" error={objections.approverGroups}>
        <GroupPicker
          groups={groups}
          value={draft.approverGroups}
          onChange={(approverGroups) => change({ approverGroups })}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
        <Field
          label="How many"
          help={
            draft.approvals === "each"
              ? "As many different people as groups: nobody stands for two."
              : undefined
          }
        >
          <Select
            choices={APPROVALS}
            value={draft.approvals}
            onChange={(event) => change({ approvals: chosen(APPROVALS, event.target.value) })}
          />
        </Field>
        {draft.approvals === "count" && (
          <Field label="Approvals" error={objections.approvals}>
            <Input
              inputMode="numeric"
              value={draft.approvalsCount}
              onChange={(event) => change({ approvalsCount: event.target.value })}
            />
          </Field>
        )}
      </div>
    </div>
  );
}

export function BreakGlassField({ draft, change, groups }: AskedPart) {
  return (
    <Field
      label="Break-glass groups"
      optional
      help="Their people may act at once; it is flagged, and everyone concerned is told."
    >
      <GroupPicker
        groups={groups}
        value={draft.breakGlassGroups}
        onChange={(breakGlassGroups) => change({ breakGlassGroups })}
      />
    </Field>
  );
}

export function TellsField({ draft, change, integrations }: AskedPart) {
  return (
    <Field
      label="Told through"
      optional
      help="None chosen: every integration that is told of all requests. The pages here tell in any case."
    >
      <Picker
        value={draft.tells}
        onChange={(tells) => change({ tells })}
        choices={integrations}
        nothing={
          integrations.length > 0
            ? "No integration is called that."
            : "There is no integration yet."
        }
        placeholder="Type or pick an integration"
      />
    </Field>
  );
}

export function TimeFields({ draft, objections, change }: AskedPart) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TimeField
        label="Request timeout"
        help="Undecided by then, it expires and nothing runs."
        usual={TIMEOUT_CHOICES}
        value={draft.timeout}
        error={objections.timeout}
        onChange={(timeout) => change({ timeout })}
      />
      {draft.kind === "jit" && (
        <TimeField
          label="Longest window"
          help="Nobody is given more than this at once."
          usual={DURATION_CHOICES}
          value={draft.duration}
          error={objections.duration}
          onChange={(duration) => change({ duration })}
        />
      )}
    </div>
  );
}

interface GroupPickerProps {
  readonly groups: readonly string[];
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
}

export function GroupPicker({ groups, value, onChange }: GroupPickerProps) {
  return (
    <Picker
      value={value}
      onChange={onChange}
      choices={groups}
      nothing={groups.length > 0 ? "No group is called that." : "There is no group yet."}
      placeholder="Type or pick a group"
    />
  );
}
