import { rm } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { fuzz } from "./fuzz.test.support.ts";

describe("the fuzzer finds what was planted", () => {
  test.each([
    ["control-hang", /still at work after 5 s/],
    // On a busy machine neither may have come to its end when patience is over.
    ["control-heap", /ended the process|still at work after 5 s/],
    ["control-crash", /ended the process/],
    ["control-slow", /took [3-9]|still at work after 5 s/],
    ["control-changed", /accepted with other samples/],
  ])("%s", async (id, finding) => {
    const { findings, folder } = await fuzz(id, { mutants: 60, patience: 5 });
    await rm(folder, { recursive: true });
    expect(findings.length).toBeGreaterThan(0);
    // One in 32 has the fault.
    expect(findings.length).toBeLessThan(10);
    for (const line of findings) expect(line).toMatch(finding);
  });
});

/** Of so many, some must still be read: fuzzing that is refused at the door tests the door. */
const leastRead = 0.02;

describe("nothing crashes, hangs, takes two seconds or comes out changed", () => {
  test.each([
    ["bombs", 300, "read"],
    ["png", 30_000, "decoded"],
    ["jpeg", 40_000, "decoded"],
    ["jpeg-lossless", 10_000, "decoded"],
    ["tiff", 30_000, "decoded"],
    ["tiff-fax", 10_000, "decoded"],
    ["tiff-jpeg", 10_000, "decoded"],
    ["apng", 10_000, "decoded"],
    ["bmp", 10_000, "decoded"],
    ["gif", 10_000, "decoded"],
    ["pnm", 10_000, "decoded"],
    ["webp", 5000, "decoded"],
    ["avif", 5000, "decoded"],
    ["heic", 5000, "decoded"],
    ["jp2", 5000, "decoded"],
    ["dicom", 5000, "decoded"],
    ["dicom-deflated", 10_000, "decoded"],
    ["jxl", 5000, "decoded"],
    ["exr", 10_000, "decoded"],
    ["container", 100_000, "opened"],
  ])("%s: %i mutants", async (id, mutants, read) => {
    const results = await fuzz(id, { mutants });
    expect(results.findings).toEqual([]);
    expect(results.slowest).toBeLessThan(2);
    const counted = Object.values(results.outcomes).reduce((sum, times) => sum + times, 0);
    expect(counted).toBe(mutants);
    expect(results.outcomes[read]).toBeGreaterThan(leastRead * mutants);
    expect(results.outcomes["broken"]).toBeGreaterThan(leastRead * mutants);
  });
});
