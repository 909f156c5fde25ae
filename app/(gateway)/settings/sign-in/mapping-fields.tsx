"use client";
import { Plus, Trash2 } from "lucide-react";
import { MAPPED_ROLES, SIGN_IN_SETTING_LIMITS } from "@/domain/people/sign-in-settings";
import { Button } from "@/ui/button";
import { FieldGroup, Input, Select } from "@/ui/field";
import type { DraftMapping } from "./draft";

const MATCH_CHOICES = [
  { value: "exact", label: "is" },
  { value: "prefix", label: "starts with" },
];
const ROLE_CHOICES = MAPPED_ROLES.map((role) => ({
  value: role,
  label: role.charAt(0).toUpperCase() + role.slice(1),
}));

interface MappingFieldsProps {
  readonly lines: readonly DraftMapping[];
  readonly onChange: (lines: readonly DraftMapping[]) => void;
  readonly readOnly: boolean;
}

/** Which groups give which role; the strongest role of a person's groups counts. */
export function MappingFields({ lines, onChange, readOnly }: MappingFieldsProps) {
  const change = (key: number, part: Partial<DraftMapping>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const nextKey = Math.max(-1, ...lines.map(({ key }) => key)) + 1;
  return (
    <FieldGroup
      legend="Role mapping"
      help="Whoever is in no such group is a member. Of several roles the strongest counts: admin, auditor, approver."
    >
      <ul className="space-y-2">
        {lines.map((line, index) => (
          <li
            key={line.key}
            className="flex flex-wrap items-center gap-2 border-line-soft text-sm max-sm:border-b max-sm:pb-2"
          >
            <span className="w-11 text-muted">Group</span>
            <Select
              aria-label={`How line ${index + 1} matches`}
              disabled={readOnly}
              choices={MATCH_CHOICES}
              value={line.match}
              onChange={({ target }) =>
                change(line.key, { match: target.value === "prefix" ? "prefix" : "exact" })
              }
              className="w-28"
            />
            <Input
              aria-label={`Group of line ${index + 1}`}
              readOnly={readOnly}
              required
              maxLength={SIGN_IN_SETTING_LIMITS.groupCharactersMax}
              autoComplete="off"
              spellCheck={false}
              value={line.group}
              onChange={(event) => change(line.key, { group: event.target.value })}
              className="min-w-32 flex-1 font-mono"
            />
            <span className="text-muted">gives</span>
            <Select
              aria-label={`Role of line ${index + 1}`}
              disabled={readOnly}
              choices={ROLE_CHOICES}
              value={line.role}
              onChange={({ target }) => {
                const role = MAPPED_ROLES.find((one) => one === target.value);
                if (role !== undefined) change(line.key, { role });
              }}
              className="w-30"
            />
            {!readOnly && (
              <Button
                variant="ghost"
                icon={Trash2}
                aria-label={`Remove line ${index + 1}`}
                onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
              />
            )}
          </li>
        ))}
      </ul>
      {!readOnly && lines.length < SIGN_IN_SETTING_LIMITS.mappingsMax && (
        <Button
          size="sm"
          icon={Plus}
          className="mt-2"
          onClick={() =>
            onChange([...lines, { key: nextKey, match: "exact", group: "", role: "auditor" }])
          }
        >
          Add a line
        </Button>
      )}
    </FieldGroup>
  );
}
