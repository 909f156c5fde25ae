import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { encodeRow } from "@/domain/rows/row-format";
import { GridRow } from "./grid-row";
import { RowBlocks } from "./row-blocks";
import { RowNumbers } from "./row-numbers";

const PLACEHOLDERS = ["[EMAIL]", "[SSN]"];
const shown = [0, 1].map((index) => ({ index, box: { left: index * 100, width: 100 } }));

/** The second row of a result of two columns, the second of them masked as said. */
function drawn(cells: readonly (string | null)[], masked: string): string {
  const encoder = new TextEncoder();
  const row = encodeRow(cells.map((text) => (text === null ? null : encoder.encode(text))));
  const blocks = new RowBlocks();
  blocks.append(Uint8Array.from([...row, ...row]), 2, 0);
  const columns = [
    { name: "id", type: "int4", numeric: true, masked: "pass" },
    { name: "note", type: "text", numeric: false, masked },
  ];
  return renderToStaticMarkup(
    <GridRow
      {...{ blocks, columns, shown }}
      gridId="grid"
      row={1}
      top={28}
      width={300}
      placeholders={PLACEHOLDERS}
      selectedFrom={-1}
      selectedTo={-1}
      active={1}
    />,
  );
}

describe("the numbers of the rows in view", () => {
  it("say what a click on them selects", () => {
    const html = renderToStaticMarkup(<RowNumbers first={999} end={1_001} shift={0} width={60} />);
    expect(html).toMatch(/data-row="999" data-column="-1"[^>]*>1,000</);
    expect(html).toMatch(/data-row="1000" data-column="-1"[^>]*>1,001</);
  });
});

describe("a row of the grid", () => {
  it("says which row it is and which columns its cells are of, counted with the header", () => {
    const html = drawn(["7", "hello"], "pass");
    expect(html).toContain('role="row" aria-rowindex="3" data-row="1"');
    expect(html).toMatch(/role="gridcell" aria-colindex="2"[^>]*>7</);
    expect(html).toMatch(/id="grid-r1c1" role="gridcell" aria-colindex="3"[^>]*>hello</);
  });

  it("marks what stands in place of a value, and only that", () => {
    const html = drawn(["7", "to [EMAIL] or [OTHER]"], "scan");
    expect(html.match(/<mark[^>]*>[^<]*<\/mark>/g)).toHaveLength(1);
    expect(html).toMatch(/<mark title="Masked[^>]*>\[EMAIL\]<\/mark>/);
  });

  it("does not take a text for a placeholder where nothing is masked", () => {
    expect(drawn(["7", "[EMAIL]"], "pass")).not.toContain("<mark");
  });

  it("clips a text that may be wider than its cell, and no other", () => {
    const cell = (text: string) => /aria-colindex="3"[^>]*>/.exec(drawn(["7", text], "pass"))?.[0];
    expect(cell("short")).not.toContain("overflow-clip");
    expect(cell("longer than a hundred pixels")).toContain("overflow-clip");
    expect(cell("﷽﷽")).toContain("overflow-clip");
  });

  it("tells NULL from an empty text", () => {
    expect(drawn(["7", null], "pass")).toContain("NULL");
    expect(drawn(["7", ""], "pass")).not.toContain("NULL");
  });
});
