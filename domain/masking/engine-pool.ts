import type { EngineExports } from "./engine-exports";

const POOL_LIMITS = {
  enginesMax: 4,
  /** What a large result has grown beyond this is not wiped but dropped. */
  engineBytesMax: 2 * 1024 * 1024,
} as const;

/**
 * Engines that nobody uses. To make one costs more than to mask a short result, and collecting the
 * memory of the one before costs more again. Each has a memory of its own, and all of it is as it
 * was made when it is taken: no byte of one session is ever in reach of another's.
 */
export class EnginePool {
  readonly #make: () => EngineExports;
  readonly #idle: EngineExports[] = [];
  /** The memory of an engine as it was made, without the zeros behind. */
  #image: Uint8Array | null = null;

  constructor(make: () => EngineExports) {
    this.#make = make;
  }

  take(): EngineExports {
    return this.#idle.pop() ?? this.#made();
  }

  /** Makes the next one in a quiet moment. */
  prepare(): void {
    if (this.#idle.length === 0) this.#idle.push(this.#made());
  }

  /** Takes back an engine that never failed, and wipes it. */
  give(engine: EngineExports): void {
    const image = this.#image;
    const memory = new Uint8Array(engine.memory.buffer);
    const isWorthIt = memory.byteLength <= POOL_LIMITS.engineBytesMax;
    if (image === null || !isWorthIt || this.#idle.length >= POOL_LIMITS.enginesMax) return;
    memory.fill(0);
    memory.set(image);
    this.#idle.push(engine);
  }

  #made(): EngineExports {
    const engine = this.#make();
    this.#image ??= withoutZerosBehind(new Uint8Array(engine.memory.buffer));
    return engine;
  }
}

function withoutZerosBehind(bytes: Uint8Array): Uint8Array {
  return bytes.slice(0, 1 + bytes.findLastIndex((byte) => byte !== 0));
}
