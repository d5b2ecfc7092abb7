import { readdirSync, readFileSync } from "node:fs";
import { formatOf } from "../image/formats.ts";
import { noise } from "../image/png/made-png.test.data.ts";
import { realFiles } from "../image/real-files.test.data.ts";
import { concat } from "../bytes/arrays.ts";
import { decodeTwice } from "./images.test.support.ts";
import { mutate } from "./mutate.test.support.ts";
import { chunkSpans, withChecksums } from "./png.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";

const smallBytes = 8000;
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** Small files of a format: of the cases, and of the collection where it is there. */
function filesOf(id: string): Uint8Array[] {
  // Of the sources, also where this was compiled.
  const folder = new URL("../../src/image/cases/", import.meta.url);
  const own = readdirSync(folder).filter((name) => name !== "README.md");
  const all = [
    ...own.toSorted().map((name) => new Uint8Array(readFileSync(new URL(name, folder)))),
    ...realFiles(/^(avif|bmp|dicom|gif|jp2|other|png-extra\/apng|pnm|webp)\//).map(
      ({ read }) => new Uint8Array(read()),
    ),
  ];
  return all.filter((file) => file.length < smallBytes && formatOf(file)?.id === id);
}

function target(id: string, made: readonly Uint8Array[] = []): FuzzTarget<Uint8Array> {
  return {
    id,
    seeds: () => Promise.resolve([...made, ...filesOf(id)]),
    // Most numbers of these formats stand at their beginning.
    mutate: (seed, random) =>
      mutate(seed, random, (file) => [
        [0, Math.min(file.length, 200)],
        [0, file.length],
      ]),
    run: decodeTwice,
  };
}

const pnms = [
  concat([latin1("P6 5 4 255\n"), noise(60, 1)]),
  concat([
    latin1("P5\n# x\n5 4\n4095\n"),
    noise(40, 2).map((byte, i) => (i % 2 === 0 ? byte & 15 : byte)),
  ]),
  concat([latin1("P4 9 5\n"), noise(10, 3)]),
  concat([latin1("Pf\n4 3\n-1.0\n"), noise(48, 4)]),
  latin1("P3 2 2 9 1 2 3 4 5 6 7 8 9 0 1 2"),
  concat([
    latin1("P7\nWIDTH 3\nHEIGHT 2\nDEPTH 6\nMAXVAL 255\nTUPLTYPE x\nENDHDR\n"),
    noise(36, 5),
  ]),
];

/** Fuzzed by their bytes alone: what their decoders bound is at their beginning. */
export const formats: readonly FuzzTarget<Uint8Array>[] = [
  {
    ...target("apng"),
    mutate(seed, random) {
      const file = mutate(seed, random, chunkSpans);
      return random.chance(0.85) ? withChecksums(file) : file;
    },
  },
  target("bmp"),
  target("gif"),
  target("pnm", pnms),
  target("webp"),
  target("avif"),
  target("heic"),
  target("jp2"),
  target("dicom"),
  target("jxl"),
  target("exr"),
];
