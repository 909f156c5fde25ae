import type { Browser, Page } from "@playwright/test";

export type Line = "loopback" | "slow 4G";

export interface Visit {
  readonly browser: Browser;
  readonly url: string;
  readonly cookie: string;
}

/** 1.6 Mbit/s, 150 ms, a CPU four times slower. */
const SLOW_4G = { bytesPerSecond: (1.6 * 1_000_000) / 8, latencyMs: 150, cpuSlowdown: 4 } as const;
const SETTLE_MS: Record<Line, number> = { loopback: 2_500, "slow 4G": 9_000 };
const JUMPS = 60;
const RUN_MS_MAX = 180_000;

async function open({ browser, url, cookie }: Visit): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const cookies = cookie.split("; ").map((pair) => ({
    name: pair.slice(0, pair.indexOf("=")),
    value: pair.slice(pair.indexOf("=") + 1),
    url: new URL(url).origin,
  }));
  await context.addCookies(cookies);
  return await context.newPage();
}

/** When the largest thing on the page was painted, with an empty cache, after everything came to rest. */
export async function largestPaint(visit: Visit, line: Line): Promise<number> {
  const page = await open(visit);
  const devtools = await page.context().newCDPSession(page);
  if (line === "slow 4G") {
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: SLOW_4G.latencyMs,
      downloadThroughput: SLOW_4G.bytesPerSecond,
      uploadThroughput: SLOW_4G.bytesPerSecond,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW_4G.cpuSlowdown });
  }
  await page.goto(visit.url);
  await page.waitForTimeout(SETTLE_MS[line]);
  const ms = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          resolve(Math.max(...list.getEntries().map((entry) => entry.startTime)));
        }).observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
  await page.context().close();
  return ms;
}

/** The scripts that the page's own HTML names: what a browser fetches before anything else happens. */
export async function loadScripts({ url, cookie }: Visit): Promise<Buffer[]> {
  const html = await (await fetch(url, { headers: { cookie } })).text();
  const names = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)]
    // For browsers older than modules; ours do not fetch it.
    .filter((found) => !/\snomodule/i.test(found[0]))
    .map((found) => found[1] ?? "");
  const { origin } = new URL(url);
  return await Promise.all(
    [...new Set(names)].map(async (name) => {
      const script = await fetch(new URL(name.replaceAll("&amp;", "&"), origin));
      return Buffer.from(await script.arrayBuffer());
    }),
  );
}

export interface Scrolling {
  readonly sql: string;
  readonly rows: number;
  readonly rounds: number;
}

/** Runs the query in the editor, then jumps about in its rows; the p95 of each round's frames. */
export async function scrollFrames(
  visit: Visit,
  { sql, rows, rounds }: Scrolling,
): Promise<number[]> {
  const page = await open(visit);
  // The runner that strips our types leaves calls of this in functions that are sent to the page.
  await page.addInitScript("globalThis.__name = (made) => made");
  await page.goto(visit.url);
  await page.locator(".monaco-editor").first().waitFor();
  await page.getByRole("textbox", { name: "Statement" }).click({ force: true });
  await page.keyboard.insertText(sql);
  await page.keyboard.press("ControlOrMeta+Enter");
  const grid = page.getByRole("grid").first();
  await grid.waitFor();
  const results = page.getByRole("region", { name: "Results" });
  const all = results.getByText(`${rows.toLocaleString("en-US")} rows`).first();
  await all.waitFor({ timeout: RUN_MS_MAX });
  await results.getByRole("status").filter({ hasText: /done/i }).waitFor({ timeout: RUN_MS_MAX });
  const p95s: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    p95s.push(await grid.evaluate(jumpAbout, JUMPS));
  }
  await page.context().close();
  return p95s;
}

/** In the page: the work of the frames from a jump until a row stands in the middle of the grid. */
async function jumpAbout(grid: Element, jumps: number): Promise<number> {
  const FRAMES_MAX = 20;
  /** Work of the next frame: from its beginning until it was handed to the screen. */
  const frameWork = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame((began) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - began);
        channel.port2.postMessage(null);
      });
    });
  const box = grid.getBoundingClientRect();
  const rowInTheMiddle = () =>
    document
      .elementFromPoint(box.x + box.width / 3, box.y + box.height / 2)
      ?.closest('[role="row"]') != null;
  const times: number[] = [];
  for (let jump = 0; jump < jumps; jump += 1) {
    await frameWork();
    grid.scrollTop = Math.random() * (grid.scrollHeight - grid.clientHeight);
    let work = 0;
    let frames = 0;
    do {
      work += await frameWork();
      frames += 1;
    } while (!rowInTheMiddle() && frames < FRAMES_MAX);
    times.push(work);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
