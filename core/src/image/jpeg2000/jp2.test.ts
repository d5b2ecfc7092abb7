import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { decodeImage } from "../index.ts";
import { box, madeJp2, numbers, spaceBox } from "./made-jp2.test.data.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const rgb = spaceBox(16);

/** What is told of a file beside the comment of its codestream. */
async function toldOf(file: Uint8Array): Promise<string[]> {
  const told: string[] = [];
  await decodeImage(file, { onNotKept: (what) => void told.push(...what) });
  return told.filter((what) => what !== "a comment (COM), 33 bytes");
}

/** A profile that only has its header, with the letters of a colour space. */
function profile(space: string): Uint8Array {
  return concat([new Uint8Array(16), text(space), new Uint8Array(108)]);
}

function profileBox(space: string, way: number = 2): Uint8Array {
  return box("colr", numbers(1, way, 0, 0), profile(space));
}

/** A channel definition: number, kind and colour of each. */
function channels(...values: readonly number[]): Uint8Array {
  return box("cdef", numbers(2, values.length / 3, ...values));
}

describe("what would look like other colours is kept as a file:", () => {
  test.each<[string, readonly Uint8Array[], string]>([
    ["CMYK", [spaceBox(12)], "in CMYK"],
    ["CIELab", [spaceBox(14)], "in CIELab"],
    ["sYCC", [spaceBox(18)], "in sYCC"],
    ["e-sRGB", [spaceBox(20)], "in e-sRGB"],
    ["ROMM-RGB", [spaceBox(21)], "in ROMM-RGB"],
    ["an unknown one", [spaceBox(99)], "in colour space 99"],
    ["gray of three channels", [spaceBox(17)], "of 3 channels in another colour space"],
    ["a profile of CMYK", [profileBox("CMYK")], 'in colours of a profile of "CMYK"'],
    ["a profile of gray", [profileBox("GRAY")], "of 3 channels in another colour space"],
    [
      "a vendor's way",
      [box("colr", numbers(1, 4, 0, 0), text("x"))],
      "in a colour space of its own",
    ],
    [
      "blue, green, red",
      [rgb, channels(0, 0, 3, 1, 0, 2, 2, 0, 1)],
      "whose channels mean something else",
    ],
    [
      "alpha in the third channel",
      [rgb, channels(0, 0, 1, 1, 0, 2, 2, 1, 0)],
      "whose channels mean something else",
    ],
    [
      "channels that are not all named",
      [rgb, channels(0, 0, 1)],
      "whose channels mean something else",
    ],
    ["a palette", [rgb, box("pclr", text("x"))], "with a palette"],
  ])("%s", async (_, header, file) => {
    await expect(decodeImage(madeJp2(header))).rejects.toMatchObject({
      code: "unsupported",
      file: `a JPEG 2000 image ${file}`,
    });
  });
});

test("colours that are read, nothing is said of", async () => {
  const usual = channels(0, 0, 1, 1, 0, 2, 2, 0, 3);
  for (const header of [[], [rgb], [rgb, usual], [profileBox("RGB ")], [profileBox("RGB ", 3)]]) {
    expect(await toldOf(madeJp2(header))).toEqual([]);
  }
});

test("the first box about colours counts, and others are told of", async () => {
  const second = "the box colr, 131 bytes";
  const first = madeJp2([profileBox("RGB "), profileBox("CMYK")]);
  expect((await decodeImage(first)).metadata.icc).toEqual(profile("RGB "));
  expect(await toldOf(first)).toEqual([second]);
  const numbered = madeJp2([rgb, profileBox("RGB ")]);
  expect((await decodeImage(numbered)).metadata.icc).toBeUndefined();
  expect(await toldOf(numbered)).toEqual([second]);
  const longer = box("colr", numbers(1, 1, 0, 0), numbers(4, 16), text("hidden"));
  expect(await toldOf(madeJp2([longer]))).toEqual(["the box colr, 13 bytes"]);
});

test("boxes that do not come back are told of, in the header as well", async () => {
  const resolution = box("res ", box("resc", numbers(2, 300, 1, 300, 1), numbers(1, 2, 2)));
  const header = [rgb, resolution, box("abcd", text("hidden")), box("\x1b[2J", text("x"))];
  const ihdr = box("ihdr", text("a second one"));
  const more = [
    box("free", text("hidden")),
    box("free", new Uint8Array(9)),
    box("rreq", text("R")),
  ];
  const second = box("ftyp", text("jp2 \0\0\0\0jp2 "));
  expect(await toldOf(madeJp2([...header, ihdr], ...more, second))).toEqual([
    "the box free, 6 bytes",
    "the box rreq, 1 byte",
    "the box ftyp, 12 bytes",
    "the box res, 18 bytes",
    "the box abcd, 6 bytes",
    "a box without a name, 1 byte",
    "the box ihdr, 12 bytes",
  ]);
});
