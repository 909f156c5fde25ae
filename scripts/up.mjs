// From a fresh checkout to a running gateway, and later to a running gateway at once. Runs before
// anything is installed, so it is plain JavaScript over Node alone.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";

const NODE_MIN = [20, 19];
const HELP = `npm run up [-- --yes-demo | --no-demo]

  --yes-demo   make the demo without asking and print its sign-ins
  --no-demo    start empty

Installs and builds what is missing or out of date, then starts the gateway.
Settings are environment variables: docs/operating.md lists them.`;

/** Folders whose files the built gateway is made of; tests and what builds write are left out. */
const SOURCES = [
  "agent",
  "app",
  "domain",
  "prisma",
  "protocol",
  "public",
  "scripts",
  "server",
  "ui",
];
const CONFIGURATION = ["package.json", "tsconfig.json", "next.config.mjs", "postcss.config.mjs"];
const BUILT = ["dist/server.mjs", "dist/gatehouse-agent.mjs", ".next/BUILD_ID"];
const NOT_SOURCES =
  /\.test\.tsx?$|^prisma\/generated\/|(^|\/)(build|node_modules)\/|\.wasm$|\.wat$/;
const STAMP = "dist/up.json";
const FALLBACK_DATA = "/var/lib/gatehouse";

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), ".."));
requireNode();
const flags = readFlags(process.argv.slice(2));
install();
build();
start(await demoSetting());

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  stop(`Gatehouse needs Node ${NODE_MIN.join(".")} or newer; this is ${process.versions.node}.`);
}

function readFlags(given) {
  const known = new Set(["--yes-demo", "--no-demo", "--help"]);
  const unknown = given.filter((flag) => !known.has(flag));
  if (given.includes("--help") || unknown.length > 0) {
    console.log(HELP);
    process.exit(unknown.length === 0 ? 0 : 2);
  }
  const flags = { yes: given.includes("--yes-demo"), no: given.includes("--no-demo") };
  if (flags.yes && flags.no) stop("--yes-demo and --no-demo contradict each other.");
  return flags;
}

/** `npm install`, not `npm ci`: a registry that lacks other systems' optional packages breaks the latter. */
function install() {
  const lock = hashFiles(["package.json", "package-lock.json"]);
  const mark = "node_modules/.gatehouse-lock";
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  if (existsSync(mark) || !isInstalled()) {
    run("installing packages", "npm", ["install", "--include=dev", "--no-audit", "--no-fund"]);
  }
  writeFileSync(mark, hashFiles(["package.json", "package-lock.json"]));
}

/** Somebody ran `npm install` by hand since the lock changed. */
function isInstalled() {
  const installed = statSync("node_modules/.package-lock.json", { throwIfNoEntry: false });
  const lock = statSync("package-lock.json", { throwIfNoEntry: false });
  return installed !== undefined && lock !== undefined && installed.mtimeMs >= lock.mtimeMs;
}

function build() {
  const done = readStamp();
  const schema = hashFiles(["prisma/schema.prisma", "package-lock.json"]);
  if (done.schema !== schema || !existsSync("prisma/generated/client.ts")) {
    run("generating the database client", "npm", ["run", "--silent", "db:generate"]);
  }
  const isBuilt = BUILT.every((file) => existsSync(file));
  if (isBuilt && done.sources === hashSources()) return;
  run("building (about a minute)", "npm", ["run", "--silent", "build"]);
  mkdirSync("dist", { recursive: true });
  // A build may write generated files of its own: what counts is what it left.
  writeFileSync(STAMP, JSON.stringify({ schema, sources: hashSources() }));
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, "utf8"));
  } catch {
    return {}; // Missing or damaged: build again.
  }
}

function hashSources() {
  const files = SOURCES.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)),
  );
  const counted = files.filter((file) => !NOT_SOURCES.test(file.split(path.sep).join("/")));
  return hashFiles([...CONFIGURATION, "package-lock.json", ...counted.sort()]);
}

function hashFiles(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    if (existsSync(file)) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function run(what, command, args) {
  console.log(`gatehouse: ${what} …`);
  const started = Date.now();
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0)
    stop(`${command} ${args.join(" ")} failed${error ? `: ${error.message}` : ""}.`);
  console.log(`gatehouse: done after ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Asked once, of a person, before there is any data; scripts get the demo unless they say no. */
async function demoSetting() {
  if (flags.yes) return { GATEHOUSE_DEMO: "1" };
  if (flags.no) return { GATEHOUSE_DEMO: "0" };
  const isAnswered = Boolean(process.env.GATEHOUSE_DEMO) || hasData();
  if (isAnswered || !process.stdin.isTTY || !process.stdout.isTTY) return {};
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(
    "Create the demo (a database with a million made-up customers, four people)? [Y/n] ",
  );
  lines.close();
  return { GATEHOUSE_DEMO: /^\s*n/i.test(answer) ? "0" : "1" };
}

function hasData() {
  const folders = [process.env.GATEHOUSE_DATA || "data", FALLBACK_DATA];
  return folders.some((folder) => existsSync(path.join(folder, "master.key")));
}

function start(settings) {
  const gateway = spawn(process.execPath, ["dist/server.mjs"], {
    stdio: "inherit",
    env: { NODE_ENV: "production", ...process.env, ...settings },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => gateway.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
  }
  gateway.once("error", (error) => stop(`The gateway did not start: ${error.message}`));
  gateway.once("exit", (code, signal) => {
    process.exit(code ?? (signal === "SIGINT" ? 130 : 143));
  });
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
