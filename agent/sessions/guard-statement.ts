import { lackOf } from "@/domain/connections/lacking";
import { guardInput, NO_OBJECTION, type Verdict } from "@/domain/guardrails/guard-input";
import type { Guardrail } from "@/domain/guardrails/guardrail";
import { sayingsOf } from "@/domain/guardrails/say-verdict";
import {
  behindChange,
  type Look,
  lookFor,
  meantByAny,
  plannedAsTheyStand,
  type ReachedRelation,
  type SeenStatement,
} from "@/domain/guardrails/seen-at-target";
import { Refusal } from "@/domain/refusal";
import {
  factsOf,
  type Relation,
  type StatementFacts,
  type StatementParser,
} from "@/domain/statements/facts";
import { planningOf } from "@/domain/statements/planning";
import type { SessionOpen } from "@/protocol/agent-events";
import type { DriverSession } from "../drivers/driver";

type Opened = Pick<
  SessionOpen,
  "statement" | "policy" | "approved" | "preview" | "target" | "limits"
>;
type LookingSession = Pick<DriverSession, "relationsBehind" | "plansOf">;

/**
 * The second witness: the guardrails that came with the session are asked again. First of the text
 * alone, before anything is opened; then, where a rule needs it, of what the target tells of the text.
 */
export class StatementGuard {
  private readonly open: Opened;
  private readonly facts: readonly StatementFacts[];
  private readonly rules: readonly Guardrail[];
  private readonly now: Date;
  private byText: Verdict = NO_OBJECTION;

  constructor(open: Opened, { parser, now }: { parser: StatementParser; now: Date }) {
    const { guardrails = [] } = open.policy;
    this.open = open;
    this.now = now;
    this.rules = guardrails.map((rule) => ({
      ...rule,
      ...{ version: 1, enabled: true, scope: { connections: [], tags: [] } },
    }));
    this.facts = guardrails.length === 0 ? [] : factsOf(parser, open.statement);
    this.requireOfKind();
  }

  /** Whether an approval was given for what the text shows is the gateway's to know. */
  requireAllowedByText(): void {
    this.byText = this.judge();
    requireUnblocked(this.byText);
  }

  /** The gateway holds such a command; who runs it without the gateway's word must not. */
  get needsApproval(): boolean {
    return this.byText.outcome === "require-approval";
  }

  /** A capability that a kind lacks is refused, never ignored. */
  private requireOfKind(): void {
    const { target, limits, policy, preview } = this.open;
    const because = lackOf(target.kind, {
      ...{ facts: this.facts, guardrails: this.rules, columns: policy.masking.columns },
      ...{ readOnly: target.readOnly, isPreview: preview === true },
      isBounded: limits.affectedRowsMax !== undefined,
    });
    if (because !== null) throw new Refusal("CONNECTION.LACKS", because);
  }

  private get needsLook(): boolean {
    const { relations, plans } = this.wanted();
    return relations || plans;
  }

  /** Warnings of rules that had nothing to say of the text alone. */
  async requireAllowedAtTarget(session: LookingSession): Promise<readonly string[]> {
    if (!this.needsLook) return [];
    const verdict = this.judge(await this.look(session));
    requireUnblocked(verdict);
    const news = { reasons: verdict.reasons.filter(({ ruleId }) => !this.isSaid(ruleId)) };
    // What was approved, the target's part of it included, or is undone whatever happens, needs no more.
    const isApproved = this.open.approved === true || this.open.preview === true;
    const asked = isApproved ? [] : sayingsOf(news, "require-approval");
    if (asked.length === 0) return sayingsOf(news, "warn");
    throw new Refusal("GUARDRAIL.REACHED", `${asked.join(" ")} ${NOT_ASKED_FOR}`);
  }

  private wanted(): Look {
    return lookFor(this.rules, this.facts);
  }

  private isSaid(ruleId: string): boolean {
    return this.byText.reasons.some((reason) => reason.ruleId === ruleId);
  }

  private judge(seen?: readonly SeenStatement[]): Verdict {
    const { facts, rules, now } = this;
    const question = { facts, rules, now, statement: this.open.statement };
    return guardInput(seen === undefined ? question : { ...question, seen });
  }

  private async look(session: LookingSession): Promise<readonly SeenStatement[]> {
    const { relations, plans } = this.wanted();
    const reached = relations ? await this.reached(session) : [];
    const planned = plans ? await this.plans(session) : [];
    return this.facts.map((_, index) => ({
      reached: relations ? (reached[index] ?? null) : [],
      plan: plans ? (planned[index] ?? null) : "none",
    }));
  }

  private async reached(session: LookingSession): Promise<SeenStatement["reached"][]> {
    const behind = await session.relationsBehind(this.facts.flatMap(({ relations }) => relations));
    const isBehind = behindChange(this.facts);
    const isMeant = meantByAny(this.rules);
    // Thousands of statements may name what leads to thousands: once for each relation, not a copy each.
    const known = new Map<string, readonly ReachedRelation[]>();
    const meant = (relation: Relation) => {
      const key = JSON.stringify([relation.schema, relation.name, relation.access]);
      const found = known.get(key) ?? behind(relation).filter(isMeant);
      known.set(key, found);
      return found;
    };
    return this.facts.map(({ relations }, index) => {
      if (isBehind[index]) return null;
      const [first, ...others] = relations.map(meant).filter(({ length }) => length > 0);
      return first === undefined || others.length === 0 ? (first ?? []) : [first, ...others].flat();
    });
  }

  private async plans(session: LookingSession): Promise<SeenStatement["plan"][]> {
    const asked = plannedAsTheyStand(this.facts).filter((one) => planningOf(one) === "planned");
    const texts = asked.map(({ start, end }) => this.open.statement.slice(start, end));
    const plans = await session.plansOf(texts);
    const found = new Map(asked.map((one, place) => [one, plans[place] ?? null]));
    return this.facts.map((one) =>
      planningOf(one) === "none" ? "none" : (found.get(one) ?? null),
    );
  }
}

const NOT_ASKED_FOR =
  "It needs an approval, and only the target shows that, so nobody was asked; nothing was sent.";

function requireUnblocked(verdict: Verdict): void {
  if (verdict.outcome !== "block") return;
  throw new Refusal("GUARDRAIL.BLOCKED", sayingsOf(verdict, "block").join(" "));
}
