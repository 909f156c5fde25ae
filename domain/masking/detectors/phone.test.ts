import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["phone"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

describe("a telephone number is found", () => {
  it.each([
    "+4915123456789",
    "+49 151 23456789",
    "+49-151-23456789",
    "+49/151/23456789",
    "+44 (0)20 7946 0958",
    "+44.20.7946.0958",
    "+1 555 213 4567",
    "+1 (555) 213-4567",
    "+15552134567",
    "+33 6 12 34 56 78",
    "+352 27 12 34",
    "(555) 213-4567",
    "(555)213-4567",
    "(555)-213.4567",
    "555-213-4567",
    "555.213.4567",
    "555 213 4567",
    "1-800-555-1234",
    "1 800.555.1234",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "020 7946 0958",
    "0161 496 0123",
    "01632 960123",
    "07700 900 123",
    "030 12345678",
    "0151/23456789",
    "0151/2345 6789",
    "0171-1234567",
    "06221 123456",
    "(030) 12345678",
    "(0161) 496 0123",
    "(020)7946-0958",
  ])("whole: %s", (number) => {
    expect(found(number)).toEqual([number]);
    expect(found(`tel:${number}, ask`)).toEqual([number]);
    expect(found(`電話${number}。`)).toEqual([number]);
  });

  it.each([
    ["+49 151 23456789 2024-11-22 10:30", "+49 151 23456789"],
    ["+1 555 213 4567 2024-11-22", "+1 555 213 4567"],
    ["+33 6 12 34 56 78 10:30", "+33 6 12 34 56 78"],
    ["(+49 151 23456789)", "+49 151 23456789"],
    ["555-213-4567. 3 more", "555-213-4567"],
    ["x\\t555-213-4567", "555-213-4567"],
  ])("without the date, time or text around it: %s", (text, number) => {
    expect(found(text)).toEqual([number]);
  });
});

describe("no telephone number is found in", () => {
  it.each([
    ["an order number", "ORD-2024-1234567"],
    ["bare digits", "5552134567"],
    ["bare digits with a zero", "01512345678"],
    ["a timestamp", "2024-11-22 10:30:00.123456+00"],
    ["a time zone", "+00:00 +02:00 +0530"],
    ["a UUID", "f10532a5-0901-3431-9486-52969cacdbbb"],
    ["a version", "1.20.300.4000"],
    ["an area that starts with 1", "155-213-4567"],
    ["an exchange that starts with 0", "555-013-4567"],
    ["two kinds of separator", "555-213.4567"],
    ["a longer number in front", "12-555-213-4567"],
    ["a longer number behind", "555-213-4567-8"],
    ["a sum", "10+4915123456789"],
    ["two signs", "++4915123456789"],
    ["seven digits", "+4915123"],
    ["16 digits", "+4915123456789012"],
    ["eleven digits of North America less one", "+1555213456"],
    ["a letter behind", "+4915123456789x"],
    ["four French groups", "06 12 34 56"],
    ["eight digits", "030 12345"],
    ["thirteen digits", "06221 12345678"],
    ["a date", "01-02-2024"],
    ["double zero", "00151 23456789"],
  ])("%s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
