"use client";
import { RULE_LIMITS, type RuleCommands } from "@/domain/requests/access-rule";
import { Checkbox, Field, FieldGroup, Input, Select, Textarea } from "@/ui/field";
import { Panel } from "@/ui/page";
import { TagInput } from "@/ui/tag-input";
import { BreakGlassField, TellsField } from "./asked-fields";
import { ConnectionPicker } from "./connection-picker";
import { objectionToTag } from "./rule-draft";
import type { RulePart } from "./rule-form";

const COMMANDS: readonly { readonly value: RuleCommands; readonly label: string }[] = [
  { value: "all", label: "All commands" },
  { value: "writes", label: "Only writes" },
  { value: "schema", label: "Only schema changes" },
  { value: "guardrail", label: "Only what a guardrail sends to be approved" },
];

export function AboutFields({ draft, objections, change, ownConnection }: RulePart) {
  return (
    <Panel title="Name and purpose">
      <div className="space-y-4">
        {ownConnection === null && (
          <Field label="Name" error={objections.name}>
            <Input
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
              autoComplete="off"
              maxLength={RULE_LIMITS.nameCharactersMax}
              placeholder="Writes in production"
            />
          </Field>
        )}
        <Field label="Description" optional>
          <Textarea
            rows={2}
            maxLength={RULE_LIMITS.descriptionCharactersMax}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
            placeholder="Why it is there, and whom to ask."
            className="min-h-14"
          />
        </Field>
        <Checkbox
          label="In force"
          help="Switched off, it asks nobody for anything."
          checked={draft.enabled}
          onChange={(event) => change({ enabled: event.target.checked })}
        />
      </div>
    </Panel>
  );
}

export function ScopeFields({ draft, objections, change, ownConnection }: RulePart) {
  const isWindow = draft.kind === "jit";
  return (
    <>
      {ownConnection === null && (
        <>
          <Field label="Connections" error={objections.scope}>
            <ConnectionPicker
              value={draft.connections}
              onChange={(connections) => change({ connections })}
            />
          </Field>
          <Field
            label="Tags"
            optional
            help="key=value, Enter after each: every connection that carries any of them."
          >
            <TagInput
              value={draft.tags}
              onChange={(tags) => change({ tags })}
              objectionTo={objectionToTag}
              placeholder="env=prod"
            />
          </Field>
        </>
      )}
      <Field
        label="Commands"
        help={isWindow ? "A window is for all of them." : undefined}
        error={objections.commands}
      >
        <Select
          choices={COMMANDS}
          value={isWindow ? "all" : draft.commands}
          disabled={isWindow}
          onChange={(event) => {
            const found = COMMANDS.find(({ value }) => value === event.target.value);
            if (found !== undefined) change({ commands: found.value });
          }}
        />
      </Field>
    </>
  );
}

export function FurtherFields(part: RulePart) {
  const { draft, change } = part;
  return (
    <Panel title="Further terms">
      <div className="space-y-4">
        <BreakGlassField {...part} />
        <TellsField {...part} />
        <FieldGroup legend="Terms">
          <div className="space-y-2">
            <Checkbox
              label="A reason is required"
              checked={draft.reasonRequired}
              onChange={(event) => change({ reasonRequired: event.target.checked })}
            />
            <Checkbox
              label="Requests of admins approve themselves"
              help="It is recorded as such."
              checked={draft.adminsApproveThemselves}
              onChange={(event) => change({ adminsApproveThemselves: event.target.checked })}
            />
            <Checkbox
              label="Approvers may approve their own requests"
              checked={draft.selfApproval}
              onChange={(event) => change({ selfApproval: event.target.checked })}
            />
          </div>
        </FieldGroup>
      </div>
    </Panel>
  );
}
