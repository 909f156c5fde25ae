import {
  closeSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RecordingHead, StoredRecord } from "@/domain/recording/recording-format";
import { secretsWith } from "../secrets/box";
import { makeRecordingFiles } from "./make-recording-files";

const folder = mkdtempSync(path.join(tmpdir(), "recordings-"));
const secrets = secretsWith(new Uint8Array(32).fill(7));
const files = makeRecordingFiles(folder, secrets);
afterAll(async () => {
  await files.closeAll();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
function aHead(): RecordingHead {
  count += 1;
  const startedAt = new Date().toISOString();
  return { sessionId: `ses_${count}`, startedAt, format: "frames-1", facts: { ownerName: "Ada" } };
}

const frame = (index: number, bytes = 10) => new Uint8Array(bytes).fill(index % 256);

async function all(records: AsyncIterable<StoredRecord>): Promise<StoredRecord[]> {
  const seen: StoredRecord[] = [];
  for await (const record of records)
    seen.push({ ...record, frame: Uint8Array.from(record.frame) });
  return seen;
}

async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
    return "nothing";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

/** Closes the descriptor under a writer's feet: from now on every write to it fails. */
function breakDisk(name: string): void {
  for (const fd of readdirSync("/proc/self/fd")) {
    try {
      if (readlinkSync(`/proc/self/fd/${fd}`).endsWith(name)) closeSync(Number(fd));
    } catch {
      // The descriptor of the listing itself is gone by now.
    }
  }
}

describe("a recording being written", () => {
  it("lies in the folder of its day and is readable by its owner alone", async () => {
    const head = aHead();
    const recording = await files.open(head);
    const day = head.startedAt.slice(0, 10).replaceAll("-", "/");
    expect(recording.path).toBe(`${day}/${head.sessionId}.ghr`);
    const file = path.join(folder, recording.path);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  });

  it("holds a record in the file by the time the append says so, small or large", async () => {
    const recording = await files.open(aHead());
    for (const bytes of [10, 300_000, 20, 200_000]) {
      const before = statSync(path.join(folder, recording.path)).size;
      await recording.append(frame(1, bytes), 1);
      expect(statSync(path.join(folder, recording.path)).size).toBe(before + bytes + 48);
    }
  });

  it("keeps the order of the calls when small records follow large ones at once", async () => {
    const recording = await files.open(aHead());
    const order: number[] = [];
    const appends = [300_000, 10, 10, 400_000, 10].map(async (bytes, index) => {
      order.push((await recording.append(frame(index, bytes), index)).index);
    });
    await Promise.all(appends);
    expect(order).toEqual([0, 1, 2, 3, 4]);
    const read = await all(files.read(recording.path, 0));
    expect(read.map((record) => record.frame[0])).toEqual([0, 1, 2, 3, 4]);
  });

  it("is never begun twice", async () => {
    const head = aHead();
    await files.open(head);
    expect(await refusal(() => files.open(head))).toBe("RECORDING.FAILED");
  });

  it("refuses everything from the first write that fails", async () => {
    const recording = await files.open(aHead());
    await recording.append(frame(0), 0);
    breakDisk(path.basename(recording.path));
    expect(await refusal(() => recording.append(frame(1), 1))).toBe("RECORDING.FAILED");
    expect(await refusal(() => recording.append(frame(2, 300_000), 2))).toBe("RECORDING.FAILED");
    expect(await refusal(() => recording.close())).toBe("RECORDING.FAILED");
  });

  it("refuses a large record whose write fails, and all that waited behind it", async () => {
    const recording = await files.open(aHead());
    breakDisk(path.basename(recording.path));
    const answers = [300_000, 10].map((bytes) =>
      refusal(() => recording.append(frame(1, bytes), 1)),
    );
    expect(await Promise.all(answers)).toEqual(["RECORDING.FAILED", "RECORDING.FAILED"]);
    expect(await refusal(() => recording.close())).toBe("RECORDING.FAILED");
  });
});

describe("opening where the disk says no", () => {
  it("is refused with the reason", async () => {
    const blocked = path.join(folder, "blocked");
    writeFileSync(blocked, "a file where the folder should be");
    const elsewhere = makeRecordingFiles(blocked, secrets);
    expect(await refusal(() => elsewhere.open(aHead()))).toBe("RECORDING.FAILED");
    await elsewhere.closeAll();
  });
});

describe("reading a recording", () => {
  it("starts at any record, while it is written and after", async () => {
    const recording = await files.open(aHead());
    for (let index = 0; index < 300; index += 1) await recording.append(frame(index, index), index);
    for (const from of [0, 1, 63, 64, 65, 200, 299]) {
      const read = await all(files.read(recording.path, from));
      expect(read.map((record) => record.index)).toEqual(
        Array.from({ length: 300 - from }, (_, at) => from + at),
      );
    }
    await recording.close();
    const afresh = makeRecordingFiles(folder, secrets);
    const [first] = await all(afresh.read(recording.path, 250));
    expect(first).toMatchObject({ index: 250, timeMs: 250, frame: frame(250, 250) });
    expect(await all(afresh.read(recording.path, 300))).toEqual([]);
    expect(await all(afresh.read(recording.path, 999))).toEqual([]);
    await afresh.closeAll();
  });

  it("stops at a changed byte and says so", async () => {
    const recording = await files.open(aHead());
    for (let index = 0; index < 10; index += 1) await recording.append(frame(index, 100), index);
    await recording.close();
    const file = path.join(folder, recording.path);
    const bytes = await readFile(file);
    bytes[bytes.byteLength - 3 * 148 + 50] = 0xee;
    await writeFile(file, bytes);
    const seen: number[] = [];
    const read = async () => {
      for await (const { index } of files.read(recording.path, 0)) seen.push(index);
    };
    expect(await refusal(read)).toBe("RECORDING.DAMAGED");
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(await files.verify(recording.path)).toMatchObject({ records: 7, damage: { record: 7 } });
  });

  it("is not possible without the key that its own was sealed with", async () => {
    const recording = await files.open(aHead());
    await recording.append(new TextEncoder().encode("select 'as typed'"), 0);
    await recording.close();
    const onDisk = await readFile(path.join(folder, recording.path));
    expect(onDisk.includes("as typed")).toBe(false);
    const others = makeRecordingFiles(folder, secretsWith(new Uint8Array(32).fill(8)));
    expect(await refusal(() => all(others.read(recording.path, 0)))).toBe("RECORDING.DAMAGED");
    expect(await refusal(() => others.verify(recording.path))).toBe("RECORDING.DAMAGED");
    await others.closeAll();
  });

  it("never leaves the recordings' folder", async () => {
    expect(await refusal(() => files.verify("../../etc/passwd"))).toContain("BrokenInvariant");
  });
});

describe("a recording that a kill left half written", () => {
  it("is cut to its true prefix and closed with what is appended then", async () => {
    const recording = await files.open(aHead());
    for (let index = 0; index < 5; index += 1) await recording.append(frame(index, 100), index);
    const whole = await recording.close();
    const cut = await readFile(path.join(folder, recording.path));
    const salt = cut.subarray(whole.bytes - 148 + 8, whole.bytes - 148 + 16);
    truncateSync(path.join(folder, recording.path), whole.bytes - 33);
    const reopened = await files.reopen(recording.path);
    expect(reopened).toMatchObject({ records: 4, lastTimeMs: 3, lastFrame: frame(3, 100) });
    await reopened.append(frame(9), 9);
    const onDisk = await readFile(path.join(folder, recording.path));
    // What is written again in the place of what was cut is encrypted with another keystream.
    expect(onDisk.subarray(whole.bytes - 148 + 8, whole.bytes - 148 + 16)).not.toEqual(salt);
    const { head, records } = await reopened.close();
    expect(await files.verify(recording.path)).toEqual({ records, head, damage: null });
    expect((await all(files.read(recording.path, 3))).map(({ frame: f }) => f[0])).toEqual([3, 9]);
  });

  it("is not cut where somebody changed it: what stands behind that stays", async () => {
    const recording = await files.open(aHead());
    for (let index = 0; index < 5; index += 1) await recording.append(frame(index, 100), index);
    const whole = await recording.close();
    const file = path.join(folder, recording.path);
    const changed = await readFile(file);
    changed[whole.bytes - 3 * 148 + 50] = (changed[whole.bytes - 3 * 148 + 50] ?? 0) ^ 1;
    await writeFile(file, changed);
    expect(await refusal(() => files.reopen(recording.path))).toBe("RECORDING.DAMAGED");
    expect(await readFile(file)).toEqual(changed);
  });

  it("is found by its head", async () => {
    const head = aHead();
    const recording = await files.open(head);
    const found = [];
    for await (const one of files.headsSince(new Date(Date.now() - 1000))) found.push(one);
    expect(found).toContainEqual({ path: recording.path, head });
  });
});

describe("closing", () => {
  it("answers the same to everyone who closes", async () => {
    const recording = await files.open(aHead());
    await recording.append(frame(0), 0);
    const [one, other] = await Promise.all([recording.close(), recording.close()]);
    expect(one).toEqual(other);
    expect(await files.verify(recording.path)).toEqual({
      ...{ records: 1, head: one.head, damage: null },
    });
  });
});
