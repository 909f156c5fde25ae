import type { SlackApp } from "@/domain/integrations/slack-app";
import { CodeBlock } from "@/ui/code-block";
import { Fact, Facts } from "@/ui/facts";
import { Panel } from "@/ui/page";

/** What to set up at Slack, to be taken there. */
export function SlackSetup({ app }: { readonly app: SlackApp }) {
  return (
    <Panel title="At Slack" description="What the app at api.slack.com/apps needs.">
      <div className="space-y-4">
        {app.requestUrl === null ? (
          <p className="text-sm">
            Turn on <b className="font-medium">Socket Mode</b> and make an app token with{" "}
            <Code>connections:write</Code>. No address is needed: this gateway calls Slack.
          </p>
        ) : (
          <CodeBlock
            title="Request URL, of Interactivity and of the command /gatehouse"
            code={app.requestUrl}
            copyLabel="Copy the request URL"
          />
        )}
        <Facts>
          <Fact name="Bot token scopes">
            <span className="flex flex-wrap gap-1">
              {app.scopes.map((scope) => (
                <Code key={scope}>{scope}</Code>
              ))}
            </span>
          </Fact>
          <Fact name="Slash command">
            <Code>/gatehouse</Code>
          </Fact>
          <Fact name="Events">None: the app reads no messages.</Fact>
        </Facts>
        <details className="text-sm">
          <summary className="w-fit rounded font-medium">All of it as an app manifest</summary>
          <div className="mt-2">
            <CodeBlock
              title="App Manifest, JSON"
              code={app.manifest}
              copyLabel="Copy the app manifest"
            />
          </div>
        </details>
      </div>
    </Panel>
  );
}

function Code({ children }: { readonly children: string }) {
  return <code className="rounded bg-sunken px-1 py-0.5 font-mono text-xs">{children}</code>;
}
