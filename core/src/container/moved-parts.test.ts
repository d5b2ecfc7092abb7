import { describe, expect, test } from "vitest";
import { NeuroveilError } from "../errors.ts";
import { encodeImage } from "../image/index.ts";
import { createKeyRing } from "../keys/index.ts";
import type { ChunkContent, PreviewSlot } from "./header/chunk-content.ts";
import { dissect, forge } from "./forge.test.support.ts";
import { noiseImage } from "./image.test.support.ts";
import { openContainer, openPreview, sealPixels, type Protection } from "./index.ts";
import { coarseCipher, xorCipher } from "./xor-cipher.test.support.ts";

// Everything that stands in a chunk, put where anything else stands, of the same file and of others.

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 5);
const keys = createKeyRing({ key });
const contentKey = { bytes: key, wrapped: undefined };
const ciphers = [xorCipher(), coarseCipher()];
const image = noiseImage(9, 7);
const { bytes: original } = await encodeImage(image);

function seal(protection: Protection, cipher = ciphers[0]!): Promise<Uint8Array> {
  const kept = protection === "sealed" ? { original } : {};
  const settings = { contentKey, previewKey: contentKey, cipher, protection, name: "a.png" };
  return sealPixels(image, { ...settings, ...kept, preview: 16 });
}

const own = ["mac", "proof", "header", "record", "original", "residual"] as const;
const ofPreview = ["box", "mac", "header"] as const;
const places = [...own, ...ofPreview.map((name) => `preview ${name}` as const)];
type Place = (typeof places)[number];

function partAt(content: ChunkContent, place: Place): Uint8Array | undefined {
  const [slot, name] = place.split(" ") as [string, keyof PreviewSlot | undefined];
  return name === undefined ? content[slot as (typeof own)[number]] : content.preview![name];
}

function withPart(content: ChunkContent, place: Place, part: Uint8Array): Partial<ChunkContent> {
  const [slot, name] = place.split(" ") as [string, keyof PreviewSlot | undefined];
  return name === undefined ? { [slot]: part } : { preview: { ...content.preview!, [name]: part } };
}

/** How a file opens: by the code of its refusal, or with the image, and with how many warnings. */
async function outcome(file: Uint8Array): Promise<string> {
  try {
    const opened = await openContainer(file, { keys, ciphers, bare: true });
    if (opened.payload !== "pixels" || Buffer.compare(opened.image.data, image.data) !== 0) {
      return "another image";
    }
    return "opened";
  } catch (error) {
    if (error instanceof NeuroveilError) return error.code;
    throw error;
  }
}

describe.each([
  ["sealed", ciphers[0]!],
  ["sealed, lossy", ciphers[1]!],
  ["authenticated", ciphers[0]!],
  ["bare", ciphers[0]!],
] as const)("%s", async (kind, cipher) => {
  const protection = kind.split(",")[0] as Protection;
  const [mine, theirs] = await Promise.all([seal(protection, cipher), seal(protection, cipher)]);
  const [here, there] = await Promise.all([dissect(mine), dissect(theirs)]);

  test("opens as it was written", async () => {
    expect(await outcome(mine)).toBe("opened");
    expect(await outcome(await forge(mine, { parts: () => ({}) }))).toBe("opened");
    expect(await openPreview(mine, { keys })).toMatchObject({ width: 9, data: image.data });
  });

  test("no part stands for another, of this file or of one under the same key", async () => {
    let tried = 0;
    for (const place of places) {
      for (const [from, source] of [
        ["own", here.parts],
        ["other", there.parts],
      ] as const) {
        for (const taken of places) {
          const part = partAt(source, taken);
          const now = partAt(here.parts, place);
          // Nothing moves, or both are empty, as the proof of a bare image is.
          if (part === undefined || (now && Buffer.compare(part, now) === 0)) continue;
          const file = await forge(mine, { parts: (content) => withPart(content, place, part) });
          const how = await outcome(file);
          const where = `${taken} (${from}) as ${place}: ${how}`;
          tried++;
          expect(["tampered", "key", "broken", "limit"], where).toContain(how);
        }
      }
    }
    expect(tried).toBeGreaterThan(60);
  });

  test("no two parts together, which belong together in another file", async () => {
    const pairs: [Place, Place][] = [];
    for (const [i, one] of places.entries()) {
      for (const other of places.slice(i + 1)) pairs.push([one, other]);
    }
    for (const [one, other] of pairs) {
      const parts = [partAt(there.parts, one), partAt(there.parts, other)];
      if (parts.some((part) => part === undefined || part.length === 0)) continue;
      const file = await forge(mine, {
        parts(content) {
          const first = { ...content, ...withPart(content, one, parts[0]!) };
          return { ...first, ...withPart(first, other, parts[1]!) };
        },
      });
      expect(["tampered", "key", "broken"], `${one} and ${other}`).toContain(await outcome(file));
    }
  });

  test("nor is any of them left out", async () => {
    for (const place of ["original", "residual", "preview"] as const) {
      if (here.parts[place] === undefined) continue;
      const file = await forge(mine, { parts: () => ({ [place]: undefined }) });
      expect(["tampered", "key"], place).toContain(await outcome(file));
    }
  });
});
