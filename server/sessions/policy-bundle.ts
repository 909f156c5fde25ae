import { DEFAULT_MASKING_RULES } from "@/domain/masking/masking-rule";
import type { PolicyBundle } from "@/protocol/agent-events";
import { stampOf } from "@/protocol/stamp";

/** What the agent decides with by itself, and the stamp that its frames must then carry. */
export interface StampedPolicy {
  readonly bundle: PolicyBundle;
  readonly stamp: Uint8Array;
}

const DEFAULT_BUNDLE: PolicyBundle = {
  masking: {
    version: DEFAULT_MASKING_RULES.version,
    detectors: [...DEFAULT_MASKING_RULES.detectors],
    columns: [...DEFAULT_MASKING_RULES.columns],
  },
};
const DEFAULT_POLICY: StampedPolicy = {
  bundle: DEFAULT_BUNDLE,
  stamp: stampOf(DEFAULT_BUNDLE.masking),
};

/** The rules in force for a connection now. Until somebody can write rules: the default ones. */
export function currentPolicy(): StampedPolicy {
  return DEFAULT_POLICY;
}
