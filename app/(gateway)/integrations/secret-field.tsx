"use client";
import { Field } from "@/ui/field";
import { PasswordInput } from "@/ui/password-input";

interface SecretFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | null;
  readonly hasSecret: boolean;
  readonly optional?: boolean;
  readonly help?: string;
}

/** Something that is stored encrypted and never shown again. */
export function SecretField(props: SecretFieldProps) {
  const { label, name, value, onChange, error, hasSecret, optional = false, help } = props;
  const kept = hasSecret ? "Empty keeps the stored one." : "Stored encrypted, never shown.";
  return (
    <Field
      label={label}
      help={help === undefined ? kept : `${help} ${kept}`}
      error={error}
      optional={optional}
    >
      <PasswordInput
        name={name}
        required={!optional && !hasSecret}
        autoComplete="new-password"
        maxLength={1000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder={hasSecret ? "Unchanged" : undefined}
      />
    </Field>
  );
}
