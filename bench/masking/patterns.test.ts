import { describe, expect, it } from "vitest";
import { personalValue, SeededRandom } from "@/testing/personal-data";
import { PATTERNS } from "./patterns";
import { rowsWorkload, textWorkload } from "./workloads";

describe("the yardsticks' patterns", () => {
  it.each(PATTERNS)("know every value of the kind %s whole", (kind, pattern) => {
    const random = new SeededRandom(3);
    const regexp = new RegExp(`^(?:${pattern})$`);
    for (let index = 0; index < 500; index += 1) {
      const value = Buffer.from(personalValue(random, kind)).toString("latin1");
      expect([value, regexp.test(value)]).toEqual([value, true]);
    }
  });
});

describe("a workload", () => {
  it("holds the same values in each of its forms", () => {
    for (const workload of [rowsWorkload(100_000), textWorkload(400_000)]) {
      const planted = [...workload.planted.values()].reduce((sum, count) => sum + count, 0);
      const text = Buffer.concat(workload.expected).toString("latin1");
      expect(text.match(/\[(EMAIL|SSN|CARD|IBAN|PHONE|IP)\]/g)).toHaveLength(planted);
      expect(workload.blocks).toHaveLength(workload.expected.length);
      expect(planted).toBeGreaterThan(10);
    }
  });
});
