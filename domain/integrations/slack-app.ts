/** What the app needs of a workspace: nothing reads messages, and nothing subscribes to events. */
const SLACK_SCOPES = [
  "chat:write",
  "commands",
  "files:write",
  "im:write",
  "users:read",
  "users:read.email",
] as const;

/** What an admin sets up at Slack for one integration. */
export interface SlackApp {
  readonly mode: "http" | "socket";
  /** Where Slack calls for buttons, dialogs and the command; null where the gateway dials out. */
  readonly requestUrl: string | null;
  readonly scopes: readonly string[];
  /** All of it in Slack's own form, to be pasted under *App Manifest*. */
  readonly manifest: string;
}

export function slackAppOf(gatewayUrl: string, id: string, mode: SlackApp["mode"]): SlackApp {
  const requestUrl = mode === "http" ? `${gatewayUrl}/slack/${id}` : null;
  const manifest = JSON.stringify(slackManifest(requestUrl), null, 2);
  return { mode, requestUrl, scopes: SLACK_SCOPES, manifest };
}

export function slackManifest(requestUrl: string | null) {
  const command = {
    ...{ command: "/gatehouse", description: "Be told of access requests, and decide them" },
    ...{ usage_hint: "subscribe | link", should_escape: false },
    ...(requestUrl !== null && { url: requestUrl }),
  };
  const interactivity = {
    is_enabled: true,
    ...(requestUrl !== null && { request_url: requestUrl }),
  };
  return {
    display_information: { name: "Gatehouse", description: "Access requests, decided here" },
    features: {
      app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: "Gatehouse", always_online: true },
      slash_commands: [command],
    },
    oauth_config: { scopes: { bot: [...SLACK_SCOPES] } },
    settings: { interactivity, socket_mode_enabled: requestUrl === null },
  };
}
