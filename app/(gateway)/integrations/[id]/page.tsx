import { api } from "@/server/api/caller";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { Page, Panel } from "@/ui/page";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { integrationHref } from "../../places";
import { KIND_WORDS } from "../kinds";
import { DeliveryLog } from "./delivery-log";
import { IntegrationActions } from "./integration-actions";
import { IntegrationFacts } from "./integration-facts";
import { SlackSetup } from "./slack-setup";
import { TestIntegration } from "./test-integration";

interface IntegrationPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export const metadata = { title: "Integration" };

export default async function IntegrationPage({ params }: IntegrationPageProps) {
  const me = await onlyFor("integrations:see");
  const id = (await params).id.slice(0, 40);
  const { integrations } = await api();
  const integration = await ask(integrations.get({ id }));
  const log = await ask(integrations.deliveries({ id }));
  const mayManage = me.permissions.includes("integrations:manage");
  const { name, kind, enabled } = integration;

  return (
    <Calls>
      <Page
        title={name}
        back={{ href: "/integrations", label: "Integrations" }}
        description={
          <span className="mt-1 flex flex-wrap gap-1.5">
            <Badge>{KIND_WORDS[kind].name}</Badge>
            <Badge tone={enabled ? "ok" : "plain"}>{enabled ? "On" : "Off"}</Badge>
          </span>
        }
        actions={
          mayManage && (
            <>
              <IntegrationActions integration={{ id, name, kind }} />
              <ButtonLink href={`${integrationHref(id)}/edit`}>Edit</ButtonLink>
            </>
          )
        }
      >
        <div className="space-y-4">
          <Panel>
            <div className="space-y-4">
              <IntegrationFacts integration={integration} />
              {mayManage && <TestIntegration id={id} />}
            </div>
          </Panel>
          {integration.slackApp && <SlackSetup app={integration.slackApp} />}
          <DeliveryLog id={id} first={log} />
        </div>
      </Page>
    </Calls>
  );
}
