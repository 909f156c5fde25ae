import { api } from "@/server/api/caller";
import { Badge } from "@/ui/badge";
import { Panel } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { RemoveDemo } from "./remove-demo";

/** What the demo brought, and the way to take it away. */
export async function DemoPanel() {
  const { demo } = await api();
  const { present, people } = await ask(demo.state());
  return (
    <Panel
      title="Demo data"
      description="A database with made-up people, to try everything on."
      actions={
        present && (
          <Calls>
            <RemoveDemo people={people.map((person) => person.email)} />
          </Calls>
        )
      }
    >
      {present ? (
        <ul className="divide-y divide-line-soft">
          {people.map((person) => (
            <li key={person.email} className="flex items-center justify-between gap-4 py-1.5">
              <span className="truncate text-sm">{person.email}</span>
              <span className="flex gap-1">
                {person.groups.map((group) => (
                  <Badge key={group}>{group}</Badge>
                ))}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-sm text-muted">
          There is no demo data here. Starting with <code className="font-mono">npm run up</code> on
          an empty data folder makes some.
        </p>
      )}
    </Panel>
  );
}
