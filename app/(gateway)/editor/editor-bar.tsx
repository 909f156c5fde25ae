import { CircleStop, Play, WifiOff } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { Badge, OnlineDot } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Select } from "@/ui/field";
import { useOnDemand } from "@/ui/on-demand";

const loadSearch = () => import("./search-connection");

type ConnectionRow = Outputs["connections"]["list"]["rows"][number];

interface EditorBarProps {
  readonly choices: readonly ConnectionRow[];
  readonly hasMore: boolean;
  /** What was chosen; it may have stopped being open to this person since. */
  readonly connection: ConnectionRow;
  readonly isRunning: boolean;
  readonly isCancelling: boolean;
  /** The page has lost its connection to the gateway. */
  readonly isAway: boolean;
  /** False while the gateway has not yet given the run its session. */
  readonly canCancel: boolean;
  readonly onPick: (connection: ConnectionRow) => void;
  readonly onRun: () => void;
  readonly onCancel: () => void;
}

/** Where it runs, whether that can be reached, and the two buttons. */
export function EditorBar(props: EditorBarProps) {
  const { connection, isRunning, isCancelling, isAway } = props;
  return (
    <div className="flex shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line bg-sunken px-3 py-2">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
        <ConnectionChoice {...props} />
        <span className="text-xs text-muted">
          <OnlineDot
            online={connection.agent.online}
            label={
              connection.agent.online ? "Agent online" : `Agent ${connection.agent.name} is offline`
            }
          />
        </span>
        {connection.readOnly && <Badge>read-only</Badge>}
        {!connection.canRun && <Badge tone="warn">not open to you any more</Badge>}
        {isAway && (
          <Badge tone="warn">
            <WifiOff aria-hidden className="size-3" />
            Reconnecting…
          </Badge>
        )}
      </div>
      <div className="flex items-center gap-3">
        <p className="hidden text-xs text-faint lg:block">
          <kbd className="font-mono">Ctrl Enter</kbd> runs · <kbd className="font-mono">Esc</kbd>{" "}
          then <kbd className="font-mono">Tab</kbd> leaves the editor
        </p>
        {isRunning ? (
          <Button
            icon={CircleStop}
            busy={isCancelling}
            disabled={!props.canCancel}
            onClick={props.onCancel}
          >
            {isCancelling ? "Cancelling…" : "Cancel"}
          </Button>
        ) : (
          <Button variant="primary" icon={Play} disabled={!connection.canRun} onClick={props.onRun}>
            Run
          </Button>
        )}
      </div>
    </div>
  );
}

/** The first connections as a list; where there are more, one that asks the gateway as one types. */
function ConnectionChoice({ choices, hasMore, connection, isRunning, onPick }: EditorBarProps) {
  const search = useOnDemand(loadSearch, hasMore);
  if (search !== null) {
    return <search.SearchConnection value={connection} disabled={isRunning} onPick={onPick} />;
  }
  const isListed = choices.some(({ name }) => name === connection.name);
  const rows = isListed ? choices : [connection, ...choices];
  return (
    <Select
      aria-label="Connection"
      className="w-full sm:w-56"
      choices={rows.map(({ name }) => ({ value: name, label: name }))}
      value={connection.name}
      disabled={isRunning}
      onChange={(event) => {
        const picked = rows.find(({ name }) => name === event.target.value);
        if (picked !== undefined) onPick(picked);
      }}
    />
  );
}
