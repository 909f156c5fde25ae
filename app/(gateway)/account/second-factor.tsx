"use client";
import { useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { ChangeFactor } from "./change-factor";
import { RecoveryCodesDialog } from "./recovery-codes-dialog";
import { SetUpFactor } from "./set-up-factor";

type State = Outputs["account"]["secondFactor"];
const CODES_LOW = 3;

/** The authenticator of a local account: set up, renewed, taken away. */
export function SecondFactor({ on, recoveryCodesLeft }: State) {
  const [asking, setAsking] = useState<"set-up" | "end" | "renew" | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = () => setAsking(null);
  function show(fresh: readonly string[]) {
    close();
    setCodes(fresh);
  }
  return (
    <Panel
      title="Second factor"
      description="A code from an authenticator app, asked for after the password."
      actions={<Badge tone={on ? "ok" : "plain"}>{on ? "On" : "Off"}</Badge>}
    >
      <div className="space-y-3">
        {on && recoveryCodesLeft <= CODES_LOW && (
          <Note tone="warn">
            {recoveryCodesLeft === 0 ? "No recovery code is left." : "Few recovery codes are left."}{" "}
            Make new ones before you need one.
          </Note>
        )}
        {on ? (
          <div className="flex flex-wrap items-center gap-2">
            <Button onClick={() => setAsking("renew")}>New recovery codes</Button>
            <Button onClick={() => setAsking("end")}>Switch off</Button>
            <span className="text-sm text-muted">{recoveryCodesLeft} recovery codes left</span>
          </div>
        ) : (
          <Button onClick={() => setAsking("set-up")}>Set up</Button>
        )}
      </div>
      <SetUpFactor open={asking === "set-up"} onClose={close} onCodes={show} />
      <ChangeFactor
        kind={asking === "end" || asking === "renew" ? asking : null}
        onClose={close}
        onCodes={show}
      />
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
    </Panel>
  );
}
