import { describe, expect, test } from "vitest";
import { NeuroveilError } from "../../errors.ts";
import { generateIdentity, createKeyRing, type KeyRing } from "../../keys/index.ts";
import { deriveSubkeys } from "../../keys/subkeys.ts";
import { sha256 } from "../../bytes/sha256.ts";
import { unshared } from "../../bytes/unshared.ts";
import type { ChunkContent, RegionSlot } from "../header/chunk-content.ts";
import { decodeHeader, encodeHeader, type Header } from "../header/header.ts";
import { decodeCbor, encodeCbor } from "../cbor/strict-cbor.ts";
import { dissect, forge, type Forgery } from "../forge.test.support.ts";
import { noiseImage } from "../image.test.support.ts";
import { openContainer, sealPixels, type Area } from "../index.ts";
import { atOnce } from "../../turns.ts";
import { xorCipher } from "../xor-cipher.test.support.ts";
import { putBack, takeOut } from "./pixels.ts";
import { sealRegion } from "./slot.ts";

// Whatever is done to a file with regions: who reads the image refuses it, and who reads a region sees what was
// sealed there and around it, or refuses.

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
const contentKey = { bytes: key, wrapped: undefined };
const [guest, other] = await Promise.all([generateIdentity(), generateIdentity()]);
const owner = createKeyRing({ key });
const asGuest = createKeyRing({ identities: [guest.identity] });
const asOther = createKeyRing({ identities: [other.identity] });
const cipher = xorCipher();
const image = noiseImage(13, 9);
const [first, second, third]: Area[] = [
  { x: 1, y: 1, width: 4, height: 3 },
  { x: 7, y: 2, width: 4, height: 3 },
  { x: 0, y: 8, width: 5, height: 1 },
];
const regions = [
  { ...first!, recipients: [guest.recipient] },
  { ...second!, recipients: [other.recipient] },
  third!,
];

function seal(): Promise<Uint8Array> {
  const settings = { contentKey, previewKey: contentKey, cipher, protection: "sealed" } as const;
  return sealPixels(image, { ...settings, regions, preview: 16, name: "a.png" });
}

const [mine, theirs] = await Promise.all([seal(), seal()]);
const [here, there] = await Promise.all([dissect(mine), dissect(theirs)]);

/** Pixels of an area, or of all that are in none of several. */
function pixels(data: Uint8Array, areas: readonly Area[], within: boolean): number[] {
  return Array.from({ length: image.width * image.height }, (_, i) => i)
    .filter((i) => {
      const [column, row] = [i % image.width, Math.floor(i / image.width)];
      const is = areas.some(
        ({ x, y, width, height }) =>
          column >= x && row >= y && column < x + width && row < y + height,
      );
      return is === within;
    })
    .flatMap((i) => Array.from(data.subarray(3 * i, 3 * i + 3)));
}

/** How a file opens: by the code of its refusal, or with what was sealed, or with anything else. */
async function outcome(file: Uint8Array, keys: KeyRing): Promise<string> {
  try {
    const opened = await openContainer(file, { keys, ciphers: [cipher] });
    if (opened.payload !== "pixels" || opened.regions?.length !== 3) return "something else";
    const closed = opened.regions.filter((region) => !region.opened).flatMap(({ areas }) => areas);
    const got = pixels(opened.image.data, closed, false);
    const wanted = pixels(image.data, closed, false);
    return Buffer.compare(Buffer.from(got), Buffer.from(wanted)) === 0
      ? `opened ${opened.regions.map((region) => (region.opened ? 1 : 0)).join("")}`
      : "other pixels";
  } catch (error) {
    if (error instanceof NeuroveilError) return error.code;
    throw error;
  }
}

const refusals = ["tampered", "key", "broken", "limit", "unsupported"];

/** Nobody gets anything but what was sealed; the image's reader gets nothing at all. */
async function check(file: Uint8Array, what: string): Promise<void> {
  expect(refusals, `${what}, image's reader`).toContain(await outcome(file, owner));
  expect([...refusals, "opened 100"], `${what}, guest`).toContain(await outcome(file, asGuest));
  expect([...refusals, "opened 010"], `${what}, other`).toContain(await outcome(file, asOther));
}

function withRegion(
  { regions: slots }: ChunkContent,
  index: number,
  change: Partial<RegionSlot>,
): Partial<ChunkContent> {
  return { regions: slots!.with(index, { ...slots![index]!, ...change }) };
}

test("opens as it was written", async () => {
  for (const file of [mine, await forge(mine, { parts: () => ({}) })]) {
    expect(await outcome(file, owner)).toBe("opened 111");
    expect(await outcome(file, asGuest)).toBe("opened 100");
    expect(await outcome(file, asOther)).toBe("opened 010");
  }
});

const ofImage = ["mac", "header", "record"] as const;
const ofRegion = ["mac", "proof", "header", "pixels", "record"] as const;
type Place = (typeof ofImage)[number] | readonly [number, (typeof ofRegion)[number]];
const places: Place[] = [
  ...ofImage,
  ...[0, 1, 2].flatMap((index) => ofRegion.map((name) => [index, name] as const)),
];

function partAt(content: ChunkContent, place: Place): Uint8Array {
  return typeof place === "string" ? content[place] : content.regions![place[0]]![place[1]];
}

function withPart(content: ChunkContent, place: Place, part: Uint8Array): Partial<ChunkContent> {
  return typeof place === "string"
    ? { [place]: part }
    : withRegion(content, place[0], { [place[1]]: part });
}

test("no part stands for another, of this file or of one under the same key", async () => {
  let tried = 0;
  for (const place of places) {
    for (const [from, source] of [["own", here.parts] as const, ["other", there.parts] as const]) {
      for (const taken of places) {
        const part = partAt(source, taken);
        if (Buffer.compare(part, partAt(here.parts, place)) === 0) continue;
        const file = await forge(mine, { parts: (content) => withPart(content, place, part) });
        await check(file, `${String(taken)} (${from}) as ${String(place)}`);
        tried++;
      }
    }
  }
  expect(tried).toBeGreaterThan(400);
});

const flip = (bytes: Uint8Array, at = 0): Uint8Array => bytes.with(at, bytes[at]! ^ 1);
const editHeader = (bytes: Uint8Array, change: (header: Header) => Partial<Header>): Uint8Array => {
  const header = decodeHeader(bytes);
  return encodeHeader({ ...header, ...change(header) });
};
const outlines = (change: (outlines: number[][]) => number[][]): NonNullable<Forgery["parts"]> => {
  return ({ header }) => ({
    header: editHeader(header, ({ regions: was }) => ({
      regions: { ...was!, outlines: change(was!.outlines.map((numbers) => numbers.slice())) },
    })),
  });
};
const slots = (
  change: (slots: readonly RegionSlot[]) => readonly RegionSlot[],
): NonNullable<Forgery["parts"]> => {
  return ({ regions: was }) => ({ regions: change(was!) });
};

describe("whole regions", () => {
  const from = there.parts.regions!;
  test.each<[string, NonNullable<Forgery["parts"]>, guest: string]>([
    ["the first from another file", slots(([, b, c]) => [from[0]!, b!, c!]), "tampered"],
    ["another's from another file", slots(([a, , c]) => [a!, from[1]!, c!]), "tampered"],
    ["all from another file", slots(() => from), "tampered"],
    ["two exchanged", slots(([a, b, c]) => [b!, a!, c!]), "tampered"],
    ["one doubled in place of another", slots(([a, , c]) => [a!, a!, c!]), "tampered"],
    ["one doubled, and one more", slots((all) => [...all, all[0]!]), "tampered"],
    ["the first dropped", slots(([, b, c]) => [b!, c!]), "key"],
    ["another's dropped", slots(([a, , c]) => [a!, c!]), "tampered"],
    ["all dropped", () => ({ regions: undefined }), "key"],
    ["an outline moved", outlines(([a, ...rest]) => [[2, ...a!.slice(1)], ...rest]), "tampered"],
    ["an outline made larger", outlines(([a, ...rest]) => [a!.with(2, 5), ...rest]), "tampered"],
    ["outlines exchanged", outlines(([a, b, c]) => [b!, a!, c!]), "tampered"],
    ["an outline dropped", outlines(([a, b]) => [a!, b!]), "tampered"],
    [
      "outline and region dropped",
      (content) => ({
        ...outlines(([a, b]) => [a!, b!])(content),
        regions: content.regions!.slice(0, 2),
      }),
      "tampered",
    ],
    [
      "another hash of what is visible",
      ({ header }) => ({
        header: editHeader(header, ({ regions: was }) => ({
          regions: { ...was!, visible: flip(was!.visible) },
        })),
      }),
      "tampered",
    ],
    ["no preview", () => ({ preview: undefined }), "opened 100"],
    ["a proof of the image", () => ({ proof: new Uint8Array(16) }), "broken"],
  ])("%s", async (what, parts, seen) => {
    const file = await forge(mine, { parts });
    await check(file, what);
    expect(await outcome(file, asGuest)).toBe(seen);
  });
});

describe("pixels", () => {
  test("every one of them is authentic", async () => {
    for (let i = 0; i < image.data.length; i += 2) {
      const file = await forge(mine, { samples: (samples) => (samples[i]! ^= 1 << (i % 8)) });
      expect(await outcome(file, owner), `sample ${i}`).toBe("tampered");
      expect(await outcome(file, asGuest), `sample ${i}`).toBe("tampered");
    }
  });

  test("those of two regions of one shape cannot be exchanged, nor those of two files", async () => {
    const copy = (samples: Uint8Array, from: Uint8Array, [a, b]: [Area, Area]): void => {
      for (let row = 0; row < a.height; row++) {
        for (let i = 0; i < 3 * a.width; i++) {
          samples[3 * ((b.y + row) * image.width + b.x) + i] =
            from[3 * ((a.y + row) * image.width + a.x) + i]!;
        }
      }
    };
    const exchanged = await forge(mine, {
      samples(samples) {
        copy(samples, here.samples, [first!, second!]);
        copy(samples, here.samples, [second!, first!]);
      },
      parts: slots(([a, b, c]) => [
        { ...a!, proof: b!.proof, record: b!.record },
        { ...b!, proof: a!.proof, record: a!.record },
        c!,
      ]),
    });
    const foreign = await forge(mine, {
      samples: (samples) => copy(samples, there.samples, [first!, first!]),
      parts: slots(([, b, c]) => [there.parts.regions![0]!, b!, c!]),
    });
    for (const file of [exchanged, foreign]) {
      await check(file, "moved pixels");
      expect(await outcome(file, asGuest)).toBe("tampered");
    }
  });
});

describe("a region's reader, who has its key,", () => {
  const { wrapped } = decodeCbor(here.parts.regions![0]!.header, "it", {
    bytes: 4096,
    items: 20,
  }) as { readonly wrapped: Uint8Array };

  /** A slot that he seals again, with what he likes in its header. */
  async function resealed(slot: RegionSlot, change: object): Promise<RegionSlot> {
    const own = await asGuest.unwrap(wrapped);
    const old = decodeCbor(slot.header, "it", { bytes: 4096, items: 20 }) as { nonce: Uint8Array };
    const header = encodeCbor({ ...old, ...change });
    const subkeys = await deriveSubkeys(own, old.nonce, { region: cipher.id });
    const hash = unshared(await sha256(header));
    const mac = await crypto.subtle.sign("HMAC", await subkeys.mac("header-mac"), hash);
    return { ...slot, header, mac: new Uint8Array(mac) };
  }

  test("opens no other with it", async () => {
    const ring = createKeyRing({ key: await asGuest.unwrap(wrapped) });
    expect(await outcome(mine, ring)).toBe("opened 100");
    const stolen = await resealed(here.parts.regions![1]!, { wrapped });
    const file = await forge(mine, { parts: slots(([a, , c]) => [a!, stolen, c!]) });
    await check(file, "a stolen slot");
    expect(await outcome(file, ring)).toBe("tampered");
  });

  test("can claim another place or image, and is refused", async () => {
    for (const change of [{ index: 1 }, { image: new Uint8Array(32) }]) {
      const slot = await resealed(here.parts.regions![0]!, change);
      const file = await forge(mine, { parts: slots(([, b, c]) => [slot, b!, c!]) });
      await check(file, JSON.stringify(change));
      expect(await outcome(file, asGuest)).toBe("tampered");
    }
  });

  test("can change what is visible, and deceives the readers of his region alone", async () => {
    const samples = (data: Uint8Array): unknown => data.fill(7, 0, 3);
    const { regions: was } = decodeHeader(here.parts.header);
    const zeroed = here.samples.slice();
    samples(zeroed);
    for (const { x, y, width, height } of [first!, second!, third!]) {
      for (let row = y; row < y + height; row++) {
        zeroed.fill(0, 3 * (row * 13 + x), 3 * (row * 13 + x + width));
      }
    }
    const visible = await sha256(await sha256(zeroed));
    expect(visible).not.toEqual(was!.visible);
    const header = editHeader(here.parts.header, () => ({ regions: { ...was!, visible } }));
    const raster = { width: 13, height: 9, channels: 3, bytesPerSample: 1 } as const;
    const own = atOnce(takeOut({ ...raster, data: image.data.slice() }, [first!], 1));
    const place = { index: 0, image: await sha256(header), header: raster, cipher };
    const lock = { bytes: await asGuest.unwrap(wrapped), wrapped };
    const slot = await sealRegion(own, place, lock, { threads: 1 });
    const file = await forge(mine, {
      samples(data) {
        samples(data);
        atOnce(putBack({ ...raster, data }, [first!], own));
      },
      parts: (content) => ({ header, regions: content.regions!.with(0, slot) }),
    });
    expect(await outcome(file, owner)).toBe("key");
    expect(await outcome(file, asOther)).toBe("tampered");
    expect(await outcome(file, asGuest)).toBe("other pixels");
  });
});
