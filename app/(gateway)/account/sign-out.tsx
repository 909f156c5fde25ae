"use client";
import { LogOut } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/button";
import { leave } from "../leave";

export function SignOut() {
  const [busy, setBusy] = useState(false);
  return (
    <Button
      icon={LogOut}
      busy={busy}
      onClick={() => {
        setBusy(true);
        void leave();
      }}
    >
      Sign out
    </Button>
  );
}
