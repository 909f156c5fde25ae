import { Checkbox } from "@/ui/field";
import { Panel } from "@/ui/page";
import type { GridParts } from "./access-grid";
import { isOn, isPending } from "./pending";

/** The grid on a phone: one part a group, its connections below each other. */
export function GridList({ grid, pending, mayEdit, onFlip }: GridParts) {
  return (
    <div className="space-y-3">
      {grid.groups.map((group) => (
        <Panel key={group.name} title={group.name}>
          <div className="space-y-1">
            {grid.connections.map((column) => (
              <Checkbox
                key={column.name}
                label={`${column.name}${isPending(pending, column, group.name) ? " (not saved)" : ""}`}
                checked={isOn(pending, column, group.name)}
                disabled={!mayEdit}
                onChange={() => onFlip([{ column, group: group.name }])}
              />
            ))}
          </div>
        </Panel>
      ))}
    </div>
  );
}
