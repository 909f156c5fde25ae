import type { Deps } from "../deps";

export interface AgentKeyShown {
  readonly id: string;
  readonly name: string;
  /** Shown this once; only its hash is kept. */
  readonly key: string;
  /** Shell lines that download the agent and start it. */
  readonly command: string;
  /** A systemd unit for the same. */
  readonly unit: string;
}

const FILE = "gatehouse-agent.mjs";

/** The key goes through a file of mode 600 and the environment, never through an argument list. */
export function showAgentKey(
  { env }: Pick<Deps, "env">,
  agent: { readonly id: string; readonly name: string; readonly key: string },
): AgentKeyShown {
  return { ...agent, command: commandFor(env.url, agent.key), unit: unitFor(agent.name) };
}

function commandFor(url: string, key: string): string {
  return [
    "mkdir -p ~/gatehouse-agent && cd ~/gatehouse-agent",
    `curl -fsSL ${quote(`${url}/download/${FILE}`)} -o ${FILE}`,
    `curl -fsSL ${quote(`${url}/download/${FILE}.sha256`)} | sha256sum -c -`,
    "(umask 077 && cat > agent.env <<'END'",
    `GATEHOUSE_GATEWAY=${url}`,
    `GATEHOUSE_KEY=${key}`,
    "END",
    ")",
    `set -a && . ./agent.env && set +a && node ${FILE}`,
  ].join("\n");
}

function unitFor(name: string): string {
  return [
    "[Unit]",
    `Description=Gatehouse agent ${name}`,
    "Wants=network-online.target",
    "After=network-online.target",
    "",
    "[Service]",
    "# Put the downloaded file and agent.env (mode 600, owned by root) into /opt/gatehouse-agent.",
    "EnvironmentFile=/opt/gatehouse-agent/agent.env",
    `ExecStart=/usr/bin/env node /opt/gatehouse-agent/${FILE}`,
    "DynamicUser=yes",
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "Restart=always",
    "RestartSec=2",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "",
  ].join("\n");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
