import { describe, expect, test } from "vitest";
import {
  madeDicom,
  madeSyntaxes,
  type MadeElement,
} from "../../image/dicom/made-dicom.test.data.ts";
import { decrypt, encrypt } from "../../index.ts";
import { generateIdentity } from "../../keys/index.ts";
import { key, options, region, bytesOf, hostile, paintedMask } from "./hostile-dicom.test.data.ts";

test.each(["SV", "UV", "OV"])(
  "an element of representation %s is refused by its name",
  async (vr) => {
    const hidden = madeDicom("explicit", [
      ["00181020", "LO", "SECRETHID"],
      ["00280301", "CS", "NO"],
    ]).subarray(132 + 28);
    const at = Buffer.from(hidden).indexOf(Uint8Array.of(0x18, 0, 0x20, 0x10));
    const value = [...bytesOf("LO\0\0"), ...hidden.subarray(at)];
    while (value.length % 8 !== 0) value.push(0);
    const file = hostile("explicit", 1, [["00281101", vr, Uint8Array.from(value)]]);
    const refusal = {
      code: "unsupported",
      message: expect.stringContaining(`representation ${vr}`),
    };
    await expect(encrypt(file, options)).rejects.toMatchObject(refusal);
    const { dicomOut: _, ...asFile } = options;
    expect(await decrypt(await encrypt(file, asFile), { key })).toMatchObject({ bytes: file });
  },
);

describe("is refused:", () => {
  const png = paintedMask();
  const outside = { x: 10, y: 0, width: 3, height: 1 };
  test.each([
    ["another kind of file", "input", async () => encrypt(await png, options)],
    ["text", "input", () => encrypt(bytesOf("no picture"), options)],
    [
      "a region outside",
      "input",
      () => encrypt(hostile("big"), { ...options, regions: [outside] }),
    ],
    [
      "a profile that is none",
      "usage",
      () => encrypt(hostile("big"), { ...options, dicomOut: "all" as "basic" }),
    ],
    [
      "pixels as payload",
      "usage",
      () => encrypt(hostile("big"), { ...options, payload: "pixels" }),
    ],
    [
      "authenticated",
      "usage",
      () => encrypt(hostile("big"), { ...options, protection: "authenticated" }),
    ],
    ["a preview", "usage", () => encrypt(hostile("big"), { ...options, preview: 16 })],
    ["the original", "usage", () => encrypt(hostile("big"), { ...options, keepOriginal: true })],
    ["cut short", "broken", () => encrypt(hostile("big").subarray(0, 700), options)],
    [
      "without pixels",
      "unsupported",
      () => encrypt(madeDicom("explicit", [["00100010", "PN", "A"]]), options),
    ],
  ] as const)("%s", async (_, code, outcome) => {
    await expect(outcome()).rejects.toMatchObject({ name: "NeuroveilError", code });
  });

  test("with texts in its pixels, as it says, and no regions", async () => {
    const says = hostile("explicit", 1, [["00280301", "CS", "YES"]]);
    await expect(encrypt(says, options)).rejects.toMatchObject({ code: "input" });
    await expect(encrypt(says, { ...options, regions: [region] })).resolves.toBeDefined();
  });

  const item = (...elements: MadeElement[]): MadeElement => ["52009229", "SQ", [elements]];
  const series: MadeElement = ["00081115", "SQ", [[["00480010", "CS", "YES"]]], { open: true }];
  test.each<[string, string, readonly MadeElement[], string]>([
    ["texts, in small letters", "explicit", [["00280301", "CS", " yes"]], "0028,0301"],
    ["texts, in one of two values", "big", [["00280301", "CS", "NO\\YES"]], "0028,0301"],
    ["texts, in a group of frames", "implicit", [item(["00280301", "CS", "YES"])], "0028,0301"],
    ["known features", "explicit", [["00280302", "CS", "YES"]], "0028,0302"],
    ["a label", "implicit", [["00480010", "CS", "YES"]], "0048,0010"],
    ["a label, in an item", "explicit", [series], "0048,0010"],
  ])("%s (%s)", async (_, syntax, more, place) => {
    const says = hostile(syntax as (typeof madeSyntaxes)[number], 1, more);
    const refusal = { code: "input", message: expect.stringContaining(place) };
    await expect(encrypt(says, options)).rejects.toMatchObject(refusal);
    await expect(encrypt(says, { ...options, regions: [region] })).resolves.toBeDefined();
    const not = JSON.parse(JSON.stringify(more).replace(/yes/gi, "NO")) as typeof more;
    const quiet = hostile(syntax as (typeof madeSyntaxes)[number], 1, not);
    await expect(encrypt(quiet, options)).resolves.toBeDefined();
  });

  test("a number of pixels with more behind it", async () => {
    const shape = hostile("explicit", 1, [["00280103", "US", Uint8Array.of(0, 0, 83, 69)]]);
    const refusal = { code: "broken", message: expect.stringContaining("(0028,0103)") };
    await expect(encrypt(shape, options)).rejects.toMatchObject(refusal);
  });

  test("a region with readers of its own", async () => {
    const { recipient } = await generateIdentity();
    const regions = [{ ...region, recipients: [recipient] }];
    const outcome = encrypt(hostile("explicit"), { ...options, regions });
    await expect(outcome).rejects.toMatchObject({ code: "usage" });
  });
});
