import { constants, mkdirSync, openSync, writeSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import path from "node:path";
import { invariant } from "@/domain/invariant";
import { encodeHead, type RecordingHead } from "@/domain/recording/recording-format";
import type { Secrets } from "../secrets/secrets";
import { chainHash } from "./chain-hash";
import { type FileOnDisk, fileOnDisk } from "./file-on-disk";
import { type FileToRead, openJournal, readHead } from "./journal-source";
import { PlaceIndex } from "./place-index";
import { recordingDamaged, recordingFailed } from "./recording-failed";
import type { RecordingCheck, RecordingFiles } from "./recording-files";
import { recordingKeys } from "./recording-keys";
import { checkRecording, readRecords } from "./recording-reader";
import { RecordingWriter, type WriterPlace } from "./recording-writer";

const FILES_LIMITS = {
  flushEveryMs: 1_000,
  /** Closed recordings whose places are remembered for the next reader. */
  indexesMax: 200,
} as const;

const PATH = /^\d{4}\/\d{2}\/\d{2}\/ses_[0-9a-z]{1,40}\.ghr$/;
const DAY_MS = 24 * 3600 * 1000;
const { O_CREAT, O_EXCL, O_WRONLY, O_APPEND, O_RDWR } = constants;

/** The recordings below a folder: `YYYY/MM/DD/ses_….ghr` by the day (UTC) they began; mode 600. */
export function makeRecordingFiles(
  folder: string,
  secrets: Pick<Secrets, "seal" | "open">,
): RecordingFiles {
  const keys = recordingKeys(secrets);
  const writers = new Map<string, RecordingWriter>();
  const indexes = new Map<string, PlaceIndex>();
  const flushing = setInterval(() => void flushAll(writers), FILES_LIMITS.flushEveryMs);
  flushing.unref();

  const fileOf = (name: string) => {
    invariant(PATH.test(name), "a recording's path is of our own making");
    return path.join(folder, name);
  };
  const write = (place: Omit<WriterPlace, "onClosed">) => {
    const onClosed = (closed: RecordingWriter) => void writers.delete(closed.path);
    const writer = new RecordingWriter({ ...place, onClosed });
    writers.set(writer.path, writer);
    return writer;
  };
  const indexOf = (name: string) => {
    const index = writers.get(name)?.index ?? indexes.get(name) ?? new PlaceIndex();
    remember(indexes, name, index);
    return index;
  };
  const sourceOf = (name: string) =>
    openJournal({ file: fileOf(name), path: name, keys }, indexOf(name));

  return {
    async open(head) {
      const name = pathOf(head);
      const { keyBox, seal } = keys.create(head.sessionId);
      const { bytes, at } = encodeHead({ head, keyBox }, chainHash);
      try {
        // A name and a few hundred bytes in the page cache: two trips to a thread cost many times more.
        const file = create(fileOf(name));
        writeSync(file.fd, bytes);
        return write({ path: name, file, at, seal });
      } catch (error) {
        throw recordingFailed(error);
      }
    },
    async *read(name, from) {
      const source = await sourceOf(name);
      try {
        yield* readRecords(source, name, from);
      } finally {
        await source.close();
      }
    },
    async verify(name): Promise<RecordingCheck> {
      const source = await sourceOf(name);
      try {
        return (await checkRecording(source)).check;
      } finally {
        await source.close();
      }
    },
    async reopen(name) {
      const { last, ...place } = await cutToTruth({ file: fileOf(name), path: name, keys });
      const said = { lastFrame: last?.frame ?? null, lastTimeMs: last?.timeMs ?? 0 };
      return Object.assign(write({ path: name, ...place }), said);
    },
    headsSince: (day) => headsSince(folder, day),
    async closeAll() {
      clearInterval(flushing);
      // One that fails has told its session; the others are closed all the same.
      await Promise.allSettled([...writers.values()].map((writer) => writer.close()));
    },
  };
}

/** Cuts what is half written; the file is open behind the last true record. */
async function cutToTruth(lies: FileToRead) {
  const source = await openJournal(lies);
  try {
    const { at, last, check } = await checkRecording(source);
    const { damage } = check;
    // A kill leaves half a record at the end. Anything else is somebody's doing, and stays as it is.
    if (damage !== null && damage.because !== "cut-off") {
      throw recordingDamaged(lies.path, damage.record);
    }
    const file = await open(lies.file, O_RDWR | O_APPEND);
    await file.truncate(at.byte);
    return { file, at, last, seal: source.seal };
  } finally {
    await source.close();
  }
}

function pathOf(head: RecordingHead): string {
  return `${head.startedAt.slice(0, 10).replaceAll("-", "/")}/${head.sessionId}.ghr`;
}

/** The folder of a day is made when its first file finds none. */
function create(file: string): FileOnDisk {
  const flags = O_CREAT | O_EXCL | O_WRONLY | O_APPEND;
  try {
    return fileOnDisk(openSync(file, flags, 0o600));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return fileOnDisk(openSync(file, flags, 0o600));
  }
}

/** A failed flush stays in its writer: the next append or the close tells it to the session. */
async function flushAll(writers: ReadonlyMap<string, RecordingWriter>): Promise<void> {
  await Promise.allSettled([...writers.values()].map((writer) => writer.flush()));
}

function remember(indexes: Map<string, PlaceIndex>, name: string, index: PlaceIndex): void {
  indexes.delete(name);
  indexes.set(name, index);
  const oldest = indexes.keys().next().value;
  if (indexes.size > FILES_LIMITS.indexesMax && oldest !== undefined) indexes.delete(oldest);
}

async function* headsSince(folder: string, day: Date): ReturnType<RecordingFiles["headsSince"]> {
  const today = Date.now();
  for (let at = today; at > day.getTime() - DAY_MS; at -= DAY_MS) {
    const dayPath = new Date(at).toISOString().slice(0, 10).replaceAll("-", "/");
    for (const name of await namesIn(path.join(folder, dayPath))) {
      const found = await headOf(path.join(folder, dayPath, name));
      if (found !== null) yield { path: `${dayPath}/${name}`, head: found };
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".ghr")).sort();
  } catch {
    return []; // No session began on that day.
  }
}

async function headOf(file: string): Promise<RecordingHead | null> {
  const handle = await open(file, "r");
  try {
    return (await readHead(handle))?.head ?? null;
  } finally {
    await handle.close();
  }
}
