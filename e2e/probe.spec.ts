import { expect } from "@playwright/test";
import { ADMIN, addConnection } from "@/testing/gateway-admin";
import { problemsOf } from "./look-at";
import { signInLocally } from "./people";
import { test } from "./world";

test("an admin attacks masking rules on a target: what they protect is kept, what they leave out leaks", async ({
  page,
  world,
}) => {
  const { url } = world.gateway;
  await addConnection(world.admin, { name: "probed-db", target: world.target });
  await signInLocally(page, url, ADMIN);

  await test.step("there is none yet", async () => {
    await page.goto(`${url}/masking`);
    await page.getByRole("link", { name: "Probe", exact: true }).click();
    await page.getByRole("button", { name: "Attack" }).click();
    await expect(page.getByText("Choose a connection.")).toBeVisible();
    await page.goto(`${url}/masking/probe?connection=probed-db`);
    await expect(page.getByText("There is no probe of probed-db yet.")).toBeVisible();
    expect(await problemsOf(page, "probe-empty")).toEqual([]);
  });

  const list = page.getByRole("list", { name: "Attacks" });
  await test.step("the columns that the rules protect withstand", async () => {
    await page.getByRole("button", { name: "Attack" }).click();
    await expect(page.getByText("No leak found")).toBeVisible({ timeout: 60_000 });
    for (const name of ["email", "ssn", "phone"]) {
      await expect(
        page.getByRole("heading", { name: `public.customers.${name}`, exact: true }),
      ).toBeVisible();
    }
    await expect(page.getByText("That is no proof")).toBeVisible();
    await expect(list.getByText("Can be guessed").first()).toBeVisible();
    await page.getByLabel("Verdict").selectOption("masked");
    await expect(list.getByText("Can be guessed")).toHaveCount(0);
    await expect(list).toContainText("row_to_json");
    expect(await problemsOf(page, "probe-kept")).toEqual([]);
  });

  await test.step("a column that no rule protects leaks, and no value of it is shown", async () => {
    await page.getByRole("link", { name: "Probe again" }).click();
    await page.getByLabel("Columns").fill("customers");
    await page.getByRole("button", { name: "Attack" }).click();
    await expect(page.getByText("“customers” is not schema.table.column.")).toBeVisible();
    await page.getByLabel("Columns").fill("public.customers.name");
    await page.getByRole("button", { name: "Attack" }).click();
    await expect(page.getByText(/^\d+ leaks$/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0, { timeout: 60_000 });
    await expect(page.getByText("Values came out.")).toBeVisible();
    const first = list.getByRole("listitem").first();
    await expect(first).toContainText("Leaks");
    await expect(first).toContainText("as it is, in a cell");
    await expect(page.locator("main")).not.toContainText(/Person \d/);
    expect(await problemsOf(page, "probe-leaks")).toEqual([]);
  });

  await test.step("what to do next leads to a rule that names the column", async () => {
    const address = page.url();
    await page.getByRole("link", { name: "a masking rule" }).first().click();
    const column = page.getByRole("group", { name: "Column 1" });
    await expect(column.getByLabel("Table", { exact: true })).toHaveValue("customers");
    await expect(column.getByLabel("Column", { exact: true })).toHaveValue("name");
    await page.goto(address);
  });

  await test.step("both are kept, and recorded as sessions", async () => {
    await page.getByRole("link", { name: "Its session" }).click();
    await expect(page.getByText("-- Masking probe").first()).toBeVisible();
    await expect(page.getByText("probe over web")).toBeVisible();
    await page.goto(`${url}/masking/probe?connection=probed-db`);
    await expect(page.getByRole("table", { name: "Probes of probed-db" })).toContainText(
      "No leak found",
    );
    expect(await problemsOf(page, "probe-list")).toEqual([]);
    const { id } = await world.admin.mutate<{ id: string }>("masking.create", {
      ...{ name: "Of the probed one", description: "", enabled: false, columns: [] },
      ...{ scope: { connections: ["probed-db"], tags: [] }, builtInColumns: null },
      ...{ detectors: {}, exemptGroups: [] },
    });
    await page.goto(`${url}/masking/${id}`);
    await expect(page.getByRole("link", { name: "probed-db" })).toBeVisible();
    await expect(page.getByText(/^\d+ leaks$/)).toBeVisible();
    expect(await problemsOf(page, "probe-on-rule")).toEqual([]);
  });
});
