"use client";
import { useMutation } from "@tanstack/react-query";
import { PackagePlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Menu } from "@/ui/menu";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";
import { ScopeFields } from "../scope-fields";

type Pack = Outputs["guardrails"]["packs"][number];
const NOWHERE = { connections: [], tags: [] } as const;

/** Ready guardrails to begin with; where they are to be in force is asked before they are taken. */
export function PackMenu({ packs }: { readonly packs: readonly Pack[] }) {
  const [chosen, setChosen] = useState<Pack | null>(null);
  return (
    <>
      <Menu
        align="end"
        trigger={<Button icon={PackagePlus}>Take a pack</Button>}
        groups={[
          packs.map((pack) => ({
            ...{ kind: "item", label: pack.title, icon: PackagePlus },
            onSelect: () => setChosen(pack),
          })),
        ]}
      />
      {chosen !== null && <TakePack pack={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

interface TakePackProps {
  readonly pack: Pack;
  readonly onClose: () => void;
}

function TakePack({ pack, onClose }: TakePackProps) {
  const router = useRouter();
  const [scope, setScope] = useState<{ connections: string[]; tags: string[] }>({
    ...{ connections: [...NOWHERE.connections], tags: [...NOWHERE.tags] },
  });
  const take = useMutation(
    useTRPC().guardrails.takePack.mutationOptions({
      onSuccess: () => {
        toast.ok(`Took the pack ${pack.title}`);
        onClose();
        router.refresh();
      },
    }),
  );
  return (
    <Dialog
      open
      size="md"
      onOpenChange={(open) => !open && onClose()}
      title={`Take the pack “${pack.title}”`}
      description={`${pack.description} Its rules become rules like every other.`}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            busy={take.isPending}
            onClick={() => take.mutate({ pack: pack.name, scope })}
          >
            Take the pack
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <ul className="list-disc pl-5 text-sm">
          {pack.rules.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        <ScopeFields scope={scope} onChange={setScope} />
        {take.error && <RefusalNote {...refusalOf(take.error)} />}
      </div>
    </Dialog>
  );
}
