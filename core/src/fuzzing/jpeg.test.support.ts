import { readdirSync, readFileSync } from "node:fs";
import { NeuroveilError } from "../errors.ts";
import { damaged } from "../image/damaged.ts";
import { jpegDecoder as browser } from "../image/jpeg/platform-decoder.browser.ts";
import { formatOf } from "../image/formats.ts";
import { decodeImage } from "../image/index.ts";
import { checkAmount, checkBlocks } from "../image/jpeg/check.ts";
import { readFrame } from "../image/jpeg/frame.ts";
import { isLossless } from "../image/jpeg/lossless/frame.ts";
import { readSegments } from "../image/jpeg/segments.ts";
import { boundedSize } from "../image/limits.ts";
import { segment, writeJpeg, type PlannedScan } from "../image/jpeg/made-jpeg-scans.test.data.ts";
import { drawnJpeg } from "../image/jpeg/made-jpeg.test.data.ts";
import { oddJpegs } from "../image/jpeg/odd-jpegs.test.data.ts";
import { realFiles } from "../image/real-files.test.data.ts";
import { limits, resultOrRefusal } from "./images.test.support.ts";
import { mutate, type Span } from "./mutate.test.support.ts";
import { Random } from "./random.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";

export const jpeg: FuzzTarget<Uint8Array> = {
  id: "jpeg",

  async seeds() {
    const seeds: Uint8Array[] = [...Object.values(oddJpegs), ...plannedJpegs(), ...cases()];
    for (const channels of [1, 3, 4] as const) {
      for (const options of [
        {},
        { progressive: true },
        { quality: 30, optimiseCoding: false },
        { quality: 100, chromaSubsampling: "4:4:4" },
        { mozjpeg: true },
      ]) {
        seeds.push(new Uint8Array(await drawnJpeg(channels, options)));
      }
    }
    for (const { read } of realFiles(/^jpeg\/.*\.jpe?g$/)) {
      const file = new Uint8Array(read());
      if (file.length < 6000) seeds.push(file);
    }
    return seeds;
  },

  mutate: (seed, random) => mutate(seed, random, segmentSpans),

  async run(file) {
    if (formatOf(file)?.id !== "jpeg") return "another format";
    const [here, there] = await Promise.all([
      resultOrRefusal(decodeImage(file, limits)),
      decodeAsInBrowser(file),
    ]);
    if (typeof here === "string") {
      if (here === there) return here;
      const said = typeof there === "string" ? there : "decoded";
      throw new Error(`Node says ${here}, the browser ${said}`);
    }
    if (typeof there === "string") throw new Error(`Node decodes, the browser says ${there}`);
    if (Buffer.compare(here.data, there) !== 0) throw new Error("Node and browser differ");
    return "decoded";
  },
};

/** What the browser makes of a file: the steps of decodeJpeg with its decoder. */
async function decodeAsInBrowser(file: Uint8Array): Promise<Uint8Array | string> {
  try {
    const segments = readSegments(file);
    // There is one decoder for both.
    if (isLossless(segments)) return (await decodeImage(file, limits)).data;
    const frame = readFrame(segments);
    const { width, height, components } = frame;
    boundedSize({ width, height, channels: components.length, bits: 8 }, limits);
    checkAmount(segments, frame);
    const decoding = browser.decode(file, segments, frame).catch((error: unknown) => {
      if (error instanceof NeuroveilError || !(error instanceof Error)) throw error;
      throw damaged("JPEG", error.message, error);
    });
    decoding.catch(() => undefined);
    for (const _ of checkBlocks(segments, frame));
    return await decoding;
  } catch (error) {
    if (error instanceof NeuroveilError) return error.code;
    throw error;
  }
}

function cases(): Uint8Array[] {
  const folder = new URL("../../src/image/cases/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".jpg"));
  return names.toSorted().map((name) => new Uint8Array(readFileSync(new URL(name, folder))));
}

/** Samplings, scans and tables that sharp does not write. */
function plannedJpegs(): Uint8Array[] {
  const all = [0, 1, 2];
  const progressive: PlannedScan[] = [
    { components: all, first: 0, last: 0, low: 1 },
    ...all.map((i) => ({ components: [i], first: 1, last: 63, low: 1 })),
    { components: all, first: 0, last: 0, high: 1 },
    ...all.map((i) => ({ components: [i], first: 1, last: 63, high: 1 })),
  ];
  const factors = [
    [
      [2, 2],
      [1, 1],
      [1, 1],
    ],
    [
      [2, 1],
      [1, 1],
      [1, 1],
    ],
    [
      [1, 2],
      [1, 1],
      [1, 1],
    ],
    [
      [4, 1],
      [1, 1],
      [1, 1],
    ],
    [
      [2, 2],
      [2, 1],
      [1, 2],
    ],
    [
      [1, 1],
      [2, 2],
      [1, 1],
    ],
  ] as const;
  const adobe = segment(0xee, new TextEncoder().encode("Adobe\0d\0\0\0\0\0"));
  return factors.flatMap((sampling, n) => {
    const random = new Random(n);
    const components = sampling.map(([h, v], i) => {
      const block = (): number[] =>
        Array.from({ length: 64 }, (_, k) =>
          k === 0 || random.chance(0.2) ? random.below(31) - 15 : 0,
        );
      const some = Array.from({ length: 7 }, block);
      return {
        id: i + 1,
        h,
        v,
        table: n % 2,
        block: (x: number, y: number) => some[(x + 3 * y) % 7]!,
      };
    });
    const quantization = [Array<number>(64).fill(8), Array<number>(64).fill(260)];
    const plan = { width: 37, height: 29, components, quantization };
    return [
      writeJpeg({ ...plan, restart: 2 }),
      writeJpeg({ ...plan, scans: all.map((i) => ({ components: [i] })), before: [adobe] }),
      writeJpeg({ ...plan, progressive: true, scans: progressive, restart: 3 }),
    ];
  });
}

/** Headers, contents and whole segments; entropy-coded data. */
export function segmentSpans(file: Uint8Array): Span[] {
  const spans: Span[] = [];
  for (let at = 2; at + 4 <= file.length && spans.length < 200;) {
    if (file[at] !== 0xff) {
      at = file.indexOf(0xff, at);
      if (at < 0) break;
      continue;
    }
    const marker = file[at + 1]!;
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) {
      at += 2;
      continue;
    }
    const end = Math.min(at + 2 + ((file[at + 2]! << 8) | file[at + 3]!), file.length);
    spans.push([at, at + 4], [at + 4, Math.max(at + 4, end)], [at, end]);
    at = Math.max(end, at + 4);
    if (marker !== 0xda) continue;
    let next = file.indexOf(0xff, at);
    while (next >= 0 && (file[next + 1] === 0 || (file[next + 1]! & 0xf8) === 0xd0)) {
      next = file.indexOf(0xff, next + 2);
    }
    spans.push([at, next < 0 ? file.length : next]);
    at = next < 0 ? file.length : next;
  }
  return spans;
}
