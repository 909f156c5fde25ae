"use client";
import { Field, Input, Select } from "@/ui/field";
import type { IntegrationDraft } from "./integration-draft";
import type { FormPart } from "./integration-form";
import { SecretField } from "./secret-field";

const TLS_CHOICES: readonly { value: IntegrationDraft["tls"]; label: string }[] = [
  { value: "starttls", label: "STARTTLS, certificate checked" },
  { value: "tls", label: "TLS from the start, certificate checked" },
  { value: "none", label: "None: only on a network that nobody else is on" },
];
const PLAIN = { autoComplete: "off", autoCapitalize: "none", spellCheck: false } as const;

export function EmailFields({ draft, change, errorOf, hasSecret }: FormPart) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_7rem]">
        <Field label="Host" error={errorOf("host")}>
          <Input
            name="host"
            {...PLAIN}
            required
            placeholder="smtp.corp.example"
            value={draft.host}
            onChange={(event) => change({ host: event.target.value })}
          />
        </Field>
        <Field label="Port" error={errorOf("port")}>
          <Input
            name="port"
            required
            inputMode="numeric"
            pattern="\d{1,5}"
            value={draft.port}
            onChange={(event) => change({ port: event.target.value })}
          />
        </Field>
      </div>
      <Field label="TLS" error={errorOf("tls")}>
        <Select
          name="tls"
          choices={TLS_CHOICES}
          value={draft.tls}
          onChange={({ target }) => {
            const chosen = TLS_CHOICES.find(({ value }) => value === target.value);
            if (chosen) change({ tls: chosen.value });
          }}
        />
      </Field>
      <Field label="From" help="The address that mails come from." error={errorOf("from")}>
        <Input
          name="from"
          type="email"
          required
          {...PLAIN}
          placeholder="gatehouse@corp.example"
          value={draft.from}
          onChange={(event) => change({ from: event.target.value })}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Username"
          optional
          help="Empty where the server asks for no sign-in."
          error={errorOf("username")}
        >
          <Input
            name="username"
            {...PLAIN}
            value={draft.username}
            onChange={(event) => change({ username: event.target.value })}
          />
        </Field>
        <SecretField
          {...{ label: "Password", name: "password", hasSecret, optional: true }}
          error={errorOf("password") ?? errorOf("secret")}
          value={draft.password}
          onChange={(password) => change({ password })}
        />
      </div>
    </>
  );
}
