// The Debian packages that the tests and benchmarks need: installs them when it may, names them when not.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const onPath = (name) =>
  [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/usr/bin"].some((folder) =>
    existsSync(path.join(folder, name)),
  );
const POSTGRES = "/usr/lib/postgresql";
const hasPostgres = () =>
  existsSync(POSTGRES) &&
  readdirSync(POSTGRES).some((version) => existsSync(path.join(POSTGRES, version, "bin/postgres")));

const TARGETS = "targets of the integration tests";
const PACKAGES = [
  {
    name: "chromium",
    purpose: "end-to-end tests",
    isThere: () => onPath("chromium") || process.env.CHROMIUM !== undefined,
  },
  { name: "postgresql", purpose: TARGETS, isThere: hasPostgres },
  { name: "mariadb-server", purpose: TARGETS, isThere: () => onPath("mariadbd") },
  { name: "redis-server", purpose: TARGETS, isThere: () => onPath("redis-server") },
  { name: "openssh-server", purpose: TARGETS, isThere: () => onPath("sshd") },
  {
    name: "ripgrep",
    purpose: "the yardstick of the masking benchmark",
    isThere: () => onPath("rg"),
  },
  {
    name: "sqlsmith",
    purpose: "statements that nobody wrote by hand",
    isThere: () => onPath("sqlsmith"),
  },
];

const ADMINER = "a peer of the query benchmark";
const PHP_EXTENSIONS = "/usr/lib/php";
const hasPhpExtension = (name) =>
  existsSync(PHP_EXTENSIONS) &&
  readdirSync(PHP_EXTENSIONS).some((api) => existsSync(path.join(PHP_EXTENSIONS, api, name)));

/** Wanted only by the benchmark that races other products. */
export const PEER_PACKAGES = [
  {
    name: "adminer",
    purpose: ADMINER,
    isThere: () => existsSync("/usr/share/adminer/adminer.php"),
  },
  { name: "php-cli", purpose: ADMINER, isThere: () => onPath("php") },
  { name: "php-pgsql", purpose: ADMINER, isThere: () => hasPhpExtension("pgsql.so") },
];

const missingOf = (packages) => packages.filter(({ isThere }) => !isThere());

function apt(...words) {
  const { status } = spawnSync("apt-get", words, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return status === 0;
}

/** True when everything is there. Otherwise it has said what is missing and how to get it. */
export function ensurePackages(packages = PACKAGES) {
  const names = missingOf(packages).map(({ name }) => name);
  if (names.length === 0) return true;
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    console.log(`installing ${names.join(" ")}`);
    const install = ["install", "-y", "-q", "--no-install-recommends", ...names];
    if (apt(...install) || (apt("update", "-q") && apt(...install))) {
      return missingOf(packages).length === 0;
    }
  }
  console.error("Missing Debian packages:");
  for (const { name, purpose } of missingOf(packages)) console.error(`  ${name}: for ${purpose}`);
  console.error(
    `As root: apt-get update && apt-get install --no-install-recommends ${names.join(" ")}`,
  );
  return false;
}
