import { invariant } from "../invariant";
import type { Stage } from "./stages";

export type MaybePromise<T> = T | Promise<T>;

type First<Left extends readonly Stage[]> = Left extends readonly [infer S, ...infer _] ? S : never;
type Rest<Left extends readonly Stage[]> = Left extends readonly [
  infer _,
  ...infer R extends readonly Stage[],
]
  ? R
  : readonly [];

/**
 * A path through the stages. The type names the only stage that may come next, so a path that skips
 * one or swaps two does not compile; the same is asserted when the path is built.
 */
export interface StageWalk<Left extends readonly Stage[], In, Out> {
  /** Adds what happens at the next stage; it gets what the stage before it gave. */
  step<Next>(
    stage: First<Left>,
    run: (value: Out) => MaybePromise<Next>,
  ): StageWalk<Rest<Left>, In, Next>;
  /** The finished path as one function. Exists only when no stage is left. */
  finish(this: StageWalk<readonly [], In, Out>): (input: In) => MaybePromise<Out>;
}

/**
 * Starts a path. Stages that answer at once run at once, one after the other, so that bytes keep their
 * order; from the first stage that promises, the rest waits for it.
 */
export function walkStages<In, const Left extends readonly Stage[]>(
  stages: Left,
): StageWalk<Left, In, In> {
  return walkFrom<Left, In, In>(stages, (input) => input);
}

function walkFrom<Left extends readonly Stage[], In, Out>(
  left: readonly Stage[],
  soFar: (input: In) => MaybePromise<Out>,
): StageWalk<Left, In, Out> {
  return {
    step<Next>(stage: First<Left>, run: (value: Out) => MaybePromise<Next>) {
      invariant(stage === left[0], `the next stage is ${left[0] ?? "none"}, not ${stage}`);
      return walkFrom<Rest<Left>, In, Next>(left.slice(1), (input) => then(soFar(input), run));
    },
    finish() {
      invariant(left.length === 0, `the path ends before ${left[0] ?? "its end"}`);
      return soFar;
    },
  };
}

function then<A, B>(value: MaybePromise<A>, run: (value: A) => MaybePromise<B>): MaybePromise<B> {
  return value instanceof Promise ? value.then(run) : run(value);
}
