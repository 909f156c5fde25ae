"use client";
import { REQUEST_EVENTS, type RequestEvent } from "@/domain/requests/request-event";
import { Checkbox, Field, FieldGroup, Input } from "@/ui/field";
import type { FormPart } from "./integration-form";

export function WebhookFields({ draft, change, errorOf, hasSecret }: FormPart) {
  const { url, events, allowPrivateAddresses } = draft;
  function choose(event: RequestEvent, isOn: boolean) {
    change({
      events: REQUEST_EVENTS.filter((one) => (one === event ? isOn : events.includes(one))),
    });
  }
  return (
    <>
      <Field
        label="Address"
        help={
          hasSecret
            ? "Its signing secret stays; rotate it on the page of the integration."
            : "Its signing secret is made here and shown once, in the next step."
        }
        error={errorOf("url")}
      >
        <Input
          name="url"
          type="url"
          required
          maxLength={2000}
          autoComplete="off"
          placeholder="https://hooks.corp.example/gatehouse"
          value={url}
          onChange={(event) => change({ url: event.target.value })}
        />
      </Field>
      <Checkbox
        label="It may be in our own network"
        help="Off: only public addresses are called, so that nobody reaches inside through this form."
        checked={allowPrivateAddresses}
        onChange={(event) => change({ allowPrivateAddresses: event.target.checked })}
      />
      <FieldGroup legend="Events" error={errorOf("events")}>
        <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
          {REQUEST_EVENTS.map((event) => (
            <Checkbox
              key={event}
              label={<code className="font-mono text-xs">{event}</code>}
              checked={events.includes(event)}
              onChange={({ target }) => choose(event, target.checked)}
            />
          ))}
        </div>
      </FieldGroup>
    </>
  );
}
