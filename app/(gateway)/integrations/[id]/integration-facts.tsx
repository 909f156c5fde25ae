import { Fact, Facts } from "@/ui/facts";
import { Time } from "@/ui/time";
import type { IntegrationRow } from "../integration-cards";

/** What is set up, but for its secret. */
export function IntegrationFacts({ integration }: { readonly integration: IntegrationRow }) {
  const { everyRequest, hasSecret, updatedAt } = integration;
  return (
    <Facts>
      {settingsOf(integration).map(([name, value]) => (
        <Fact key={name} name={name}>
          <span className="break-all">{value}</span>
        </Fact>
      ))}
      <Fact name="Secret">{hasSecret ? "Stored, never shown" : "None"}</Fact>
      <Fact name="Told of">
        {everyRequest
          ? "Requests whose rules name it, or name none"
          : "Requests whose rules name it"}
      </Fact>
      <Fact name="Changed">
        <Time at={updatedAt} />
      </Fact>
    </Facts>
  );
}

function settingsOf(integration: IntegrationRow): readonly (readonly [string, string])[] {
  switch (integration.kind) {
    case "slack": {
      const { channel, mode, apiUrl } = integration.settings;
      const how = mode === "http" ? "Slack calls this gateway" : "Socket";
      return [
        ["Channel", channel],
        ["Clicks", how],
        ["API address", apiUrl],
      ];
    }
    case "teams":
      return [];
    case "webhook": {
      const { url, events, allowPrivateAddresses } = integration.settings;
      return [
        ["Address", url],
        ["Own network", allowPrivateAddresses ? "allowed" : "refused"],
        ["Events", events.join(", ")],
      ];
    }
    case "email": {
      const { host, port, tls, from, username } = integration.settings;
      return [
        ["Server", `${host}:${port}, TLS: ${tls}`],
        ["From", from],
        ["Signs in as", username === "" ? "nobody" : username],
      ];
    }
  }
}
