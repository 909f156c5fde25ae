import { CONNECTION_KINDS, type ConnectionKind } from "@/domain/connections/connection";
import type { TlsMode } from "@/domain/connections/database-settings";
import { KINDS } from "@/domain/connections/kinds";
import { Field, Input, Select, Textarea } from "@/ui/field";
import { PasswordInput } from "@/ui/password-input";
import { withKind } from "./connection-draft";
import type { FormChoices, FormPart } from "./connection-form";

const TLS_CHOICES: readonly { value: TlsMode; label: string }[] = [
  { value: "verify-full", label: "Required, authority and name checked" },
  { value: "require", label: "Required, authority not checked" },
  { value: "disable", label: "Off: only on a network that nobody else is on" },
];

function isTlsMode(word: string): word is TlsMode {
  return TLS_CHOICES.some((choice) => choice.value === word);
}

/** Names and keys are no prose. */
const PLAIN = { autoComplete: "off", autoCapitalize: "none", spellCheck: false } as const;

interface TargetFieldsProps extends FormPart {
  readonly agents: FormChoices["agents"];
  readonly isNew: boolean;
}

const KIND_CHOICES = CONNECTION_KINDS.map((kind) => ({
  value: kind,
  label: kind === "mysql" ? "MySQL or MariaDB" : KINDS[kind].title,
}));

function isKind(word: string): word is ConnectionKind {
  return KIND_CHOICES.some(({ value }) => value === word);
}

export function TargetFields({ draft, objections, change, agents, isNew }: TargetFieldsProps) {
  const agentChoices = agents.map(({ id, name, online }) => ({
    value: id,
    label: online ? name : `${name} (offline)`,
  }));
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      {isNew && (
        <Field label="Kind" help="It cannot be changed later." className="sm:col-span-6">
          <Select
            name="kind"
            choices={KIND_CHOICES}
            value={draft.kind}
            onChange={(event) => {
              if (isKind(event.target.value)) change(withKind(draft, event.target.value));
            }}
          />
        </Field>
      )}
      <Field
        label="Agent"
        help="It must be able to reach the host below."
        error={objections.agentId}
        className="sm:col-span-6"
      >
        <Select
          name="agentId"
          choices={agentChoices}
          placeholder="Choose an agent"
          value={draft.agentId}
          onChange={(event) => change({ agentId: event.target.value })}
        />
      </Field>
      <Field label="Host" error={objections.host} className="sm:col-span-4">
        <Input
          name="host"
          {...PLAIN}
          maxLength={255}
          value={draft.host}
          onChange={(event) => change({ host: event.target.value })}
          placeholder="db.internal"
        />
      </Field>
      <Field label="Port" error={objections.port} className="sm:col-span-2">
        <Input
          name="port"
          inputMode="numeric"
          value={draft.port}
          onChange={(event) => change({ port: event.target.value })}
        />
      </Field>
      <SignInFields {...{ draft, objections, change, isNew }} />
      <TlsFields {...{ draft, objections, change }} />
    </div>
  );
}

function SignInFields({
  draft,
  objections,
  change,
  isNew,
}: FormPart & { readonly isNew: boolean }) {
  const { databaseCharactersMax, usernameCharactersMax } = KINDS[draft.kind];
  return (
    <>
      <Field label="Database" error={objections.database} className="sm:col-span-6">
        <Input
          name="database"
          {...PLAIN}
          maxLength={databaseCharactersMax}
          value={draft.database}
          onChange={(event) => change({ database: event.target.value })}
        />
      </Field>
      <Field label="Username" error={objections.username} className="sm:col-span-3">
        <Input
          name="username"
          {...PLAIN}
          maxLength={usernameCharactersMax}
          value={draft.username}
          onChange={(event) => change({ username: event.target.value })}
        />
      </Field>
      <Field
        label="Password"
        help={
          isNew
            ? "Stored encrypted, never shown."
            : "Empty keeps the stored one. It is never shown."
        }
        error={objections.password}
        className="sm:col-span-3"
      >
        <PasswordInput
          name="password"
          autoComplete="new-password"
          maxLength={1000}
          value={draft.password}
          onChange={(event) => change({ password: event.target.value })}
          placeholder={isNew ? undefined : "Unchanged"}
        />
      </Field>
    </>
  );
}

function TlsFields({ draft, objections, change }: FormPart) {
  return (
    <>
      <Field label="TLS" error={objections.tls} className="sm:col-span-6">
        <Select
          name="tls"
          choices={TLS_CHOICES}
          value={draft.tls}
          onChange={(event) => {
            if (isTlsMode(event.target.value)) change({ tls: event.target.value });
          }}
        />
      </Field>
      {draft.tls === "verify-full" && (
        <Field
          label="Authority"
          optional
          help="The certificate that signed the server's, as PEM. Empty: what the agent's system trusts."
          error={objections.tlsAuthority}
          className="sm:col-span-6"
        >
          <Textarea
            name="tlsAuthority"
            {...PLAIN}
            rows={3}
            value={draft.tlsAuthority}
            onChange={(event) => change({ tlsAuthority: event.target.value })}
            placeholder="-----BEGIN CERTIFICATE-----"
            className="font-mono"
          />
        </Field>
      )}
    </>
  );
}
