"use client";
import { Plus } from "lucide-react";
import { INTEGRATION_KINDS } from "@/domain/integrations/integration";
import { Button } from "@/ui/button";
import { Menu } from "@/ui/menu";
import { KIND_WORDS } from "./kinds";

/** Which kind it is to be comes first: each has a form of its own. */
export function NewIntegration() {
  const links = INTEGRATION_KINDS.map((kind) => ({
    ...{ kind: "link" as const, label: KIND_WORDS[kind].name, icon: KIND_WORDS[kind].icon },
    href: `/integrations/new/${kind}`,
  }));
  return (
    <Menu
      trigger={
        <Button variant="primary" icon={Plus}>
          New integration
        </Button>
      }
      groups={[links]}
    />
  );
}
