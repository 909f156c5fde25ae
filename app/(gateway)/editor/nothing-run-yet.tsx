import { Rows3 } from "lucide-react";
import { Empty } from "@/ui/empty";

export function NothingRunYet() {
  return (
    <div className="h-full overflow-auto bg-canvas">
      <Empty icon={Rows3} title="Results appear here, row by row as they come.">
        Personal data is masked before it leaves the network, and every run is recorded as a
        session.
      </Empty>
    </div>
  );
}
