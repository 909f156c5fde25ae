"use client";
import { Field, Input, Select } from "@/ui/field";
import type { FormPart } from "./integration-form";
import { SecretField } from "./secret-field";

const MODES = [
  { value: "http", label: "Slack calls this gateway" },
  { value: "socket", label: "Socket: this gateway calls Slack" },
];

export function SlackFields({ draft, change, errorOf, hasSecret }: FormPart) {
  const isSocket = draft.mode === "socket";
  const secrets = hasSecret ? "Type all of them to replace one." : "";
  return (
    <>
      <Field label="Channel" help="#name or id, with the app in it." error={errorOf("channel")}>
        <Input
          name="channel"
          required
          maxLength={80}
          autoComplete="off"
          placeholder="#access-requests"
          value={draft.channel}
          onChange={(event) => change({ channel: event.target.value })}
        />
      </Field>
      <Field
        label="How clicks come back"
        help="Where Slack cannot reach this gateway, choose the socket."
        error={errorOf("mode")}
      >
        <Select
          name="mode"
          choices={MODES}
          value={draft.mode}
          onChange={(event) =>
            change({ mode: event.target.value === "socket" ? "socket" : "http" })
          }
        />
      </Field>
      <SecretField
        {...{ label: "Bot token", name: "botToken", hasSecret, help: secrets }}
        error={errorOf("botToken") ?? errorOf("secret")}
        value={draft.botToken}
        onChange={(botToken) => change({ botToken })}
      />
      <SecretField
        {...{ label: "Signing secret", name: "signingSecret", hasSecret }}
        error={errorOf("signingSecret")}
        value={draft.signingSecret}
        onChange={(signingSecret) => change({ signingSecret })}
      />
      {isSocket && (
        <SecretField
          {...{ label: "App token", name: "appToken", hasSecret, help: "With connections:write." }}
          error={errorOf("appToken")}
          value={draft.appToken}
          onChange={(appToken) => change({ appToken })}
        />
      )}
      <Field label="API address" help="Another one only for a proxy." error={errorOf("apiUrl")}>
        <Input
          name="apiUrl"
          type="url"
          required
          value={draft.apiUrl}
          onChange={(event) => change({ apiUrl: event.target.value })}
        />
      </Field>
    </>
  );
}
