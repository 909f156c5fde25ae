import type { Outputs } from "@/server/api/root";
import { Link } from "@/ui/link";
import { Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { probeHref } from "../../places";
import { ProbeBadges } from "../probe/probes-table";

const LINK = "text-accent underline";

/** What the last probe said of each connection that the rule is about. */
export function LastProbes({ rows }: Outputs["probes"]["ofRule"]) {
  return (
    <Panel
      title="Last probes"
      description="Of the connections that it is about; each tries all rules that are in force there."
    >
      {rows.length === 0 ? (
        <p className="text-sm text-muted">
          None yet.{" "}
          <Link className={LINK} href="/masking/probe">
            Probe
          </Link>{" "}
          one of them.
        </p>
      ) : (
        <ul className="divide-y divide-line-soft">
          {rows.map((probe) => (
            <li
              key={probe.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 text-sm first:pt-0 last:pb-0"
            >
              <span className="min-w-0 break-words">
                <Link className={LINK} href={probeHref(probe.id)}>
                  {probe.connection}
                </Link>{" "}
                <span className="text-muted">
                  <Time at={probe.at} />
                </span>
              </span>
              <ProbeBadges probe={probe} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
