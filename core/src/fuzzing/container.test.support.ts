import { readdirSync, readFileSync } from "node:fs";
import { encodeBase64, openVector } from "../browser/open-vector.test.support.ts";
import { concat } from "../bytes/arrays.ts";
import { claim, forge, type Forgery } from "../container/forge.test.support.ts";
import { readHeader } from "../container/index.ts";
import { NeuroveilError } from "../errors.ts";
import { fromHex } from "../bytes/hex.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import type { Expectation, ImageJson, Vector } from "../vectors/vector.ts";
import { mutate } from "./mutate.test.support.ts";
import { chunkSpans, withChecksums } from "./png.test.support.ts";
import type { Random } from "./random.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";

/** Published cipher images; those of the other ciphers differ in what the cipher does alone. */
const chosen =
  /^(carrier|chunks|file|image|key|lossy|original|pair|preview|region|residual|cipher-(cnn|conv-multi|gan-e))/;

export const container: FuzzTarget<Vector> = {
  id: "container",

  seeds() {
    const folder = new URL("../../../vectors/valid/", import.meta.url);
    const names = readdirSync(folder).filter((name) => chosen.test(name));
    return Promise.resolve(
      names
        .toSorted()
        .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Vector),
    );
  },

  async mutate({ container: text, open }, random) {
    const file = decodeBase64(text);
    const way = random.next();
    if (way < 0.35) return forge(file, forgery(random));
    if (way < 0.45 && open.key !== undefined) return claimed(file, open.key, random);
    const mutated = mutate(file, random, chunkSpans);
    return random.chance(0.7) ? withChecksums(mutated) : mutated;
  },

  async run(file, vector) {
    try {
      readHeader(file);
    } catch (error) {
      if (!(error instanceof NeuroveilError)) throw error;
    }
    const result = (await openVector({ ...vector, container: encodeBase64(file) })) as Expectation;
    if ("error" in result) return result.error;
    if (!sameContent(result, vector.expect)) throw new Error("accepted with other samples");
    return "opened";
  },
};

type Opened = Exclude<Expectation, { error: unknown }>;

/**
 * Whether the samples, or the file's bytes, are those that were written. A bare image may lose its
 * record, with a warning: then a file keeps its padding, and two images are one above the other.
 */
function sameContent(result: Opened, wanted: Expectation): boolean {
  if ("error" in wanted) return false;
  if ("preview" in result || "preview" in wanted) {
    return JSON.stringify(result) === JSON.stringify(wanted);
  }
  const [now, then] = [contentOf(result), contentOf(wanted)];
  const lost = result.protection === "bare" && result.warnings === 1;
  const kept = lost && result.payload === "file" ? now.subarray(0, then.length) : now;
  return Buffer.compare(kept, then) === 0;
}

function contentOf(result: Exclude<Opened, { preview: unknown }>): Uint8Array {
  if (result.payload === "file") return decodeBase64(result.bytes);
  const { image, second, regions = [] } = result;
  const samples = concat([image, ...(second === undefined ? [] : [second.image])].map(samplesOf));
  const closed = regions.filter(({ opened }) => !opened).flatMap(({ areas }) => areas);
  // What is closed to a reader is noise, and other noise is as good.
  for (const { x, y, width, height } of closed) {
    const pixel = samples.length / (image.width * image.height);
    for (let row = y; row < y + height; row++) {
      const start = (row * image.width + x) * pixel;
      samples.fill(0, start, start + width * pixel);
    }
  }
  return samples;
}

function samplesOf({ data }: ImageJson): Uint8Array {
  return decodeBase64(data);
}

/** Changes behind the checksums: of the private chunk, of one of its parts, or of the pixels. */
function forgery(random: Random): Forgery {
  const changed = (bytes: Uint8Array): Uint8Array => mutate(bytes, random, () => []);
  const place = random.below(9);
  if (place === 0) return { bytes: changed };
  if (place === 1) {
    return {
      samples(samples) {
        for (let left = 1 + random.below(3); left > 0; left--) {
          samples[random.below(samples.length)] = random.below(256);
        }
      },
    };
  }
  if (place === 7) {
    const part = random.pick(["box", "mac", "header"] as const);
    return {
      parts: ({ preview }) => ({
        preview: preview && { ...preview, [part]: changed(preview[part]) },
      }),
    };
  }
  if (place === 8) {
    const part = random.pick(["mac", "proof", "header", "record"] as const);
    const index = random.below(2);
    return {
      parts: ({ regions }) => ({
        regions: regions?.map((slot, i) =>
          i === index ? { ...slot, [part]: changed(slot[part]) } : slot,
        ),
      }),
    };
  }
  const part = (["header", "mac", "record", "proof", "original"] as const)[place - 2]!;
  return {
    parts({ [part]: bytes }) {
      return bytes === undefined ? {} : { [part]: changed(bytes) };
    },
  };
}

/** Other numbers in the header under a right MAC: what a sender can do who has the key. */
function claimed(file: Uint8Array, key: string, random: Random): Promise<Uint8Array> {
  const field = random.pick([
    "width",
    "height",
    "chunkRows",
    "chunkBytes",
    "channels",
    "bytesPerSample",
  ] as const);
  const value = random.pick([0, 1, 2, 3, 4, 255, 1024, 65_536, 2 ** 24, 2 ** 31 - 1, 2 ** 32]);
  return claim(file, fromHex(key, 32, "a content key"), { [field]: value });
}
