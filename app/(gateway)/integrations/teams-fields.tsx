"use client";
import type { FormPart } from "./integration-form";
import { SecretField } from "./secret-field";

/** Whoever has the address of a workflow may post to it, so it is kept like a password. */
export function TeamsFields({ draft, change, errorOf, hasSecret }: FormPart) {
  return (
    <SecretField
      {...{ label: "Workflow address", name: "webhookUrl", hasSecret }}
      help="From the workflow that posts to a channel when a webhook is called."
      error={errorOf("webhookUrl") ?? errorOf("secret")}
      value={draft.webhookUrl}
      onChange={(webhookUrl) => change({ webhookUrl })}
    />
  );
}
