import { beforeAll, describe, expect, test } from "vitest";
import { NeuroveilError } from "../errors.ts";
import type { Image } from "../image/image.ts";
import { createContentKey, createKeyRing, generateIdentity, type KeyRing } from "../keys/index.ts";
import { claim, dissect, forge, type Forgery } from "./forge.test.support.ts";
import { decodeHeader, encodeHeader, type Header } from "./header/header.ts";
import { noiseImage } from "./image.test.support.ts";
import { openContainer, sealFile, sealPixels, type Protection } from "./index.ts";
import { xorCipher } from "./xor-cipher.test.support.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 11);
const keys = createKeyRing({ key });
const contentKey = { bytes: key, wrapped: undefined };
const cipher = xorCipher();
const ciphers = [cipher];
const protections = ["sealed", "authenticated", "bare"] as const;

const small = noiseImage(9, 7, 3, 8, {
  metadata: { exif: Uint8Array.of(1, 2, 3), density: { x: 2, y: 3, unit: "aspect" } },
});
const name = "night.png";

/** Seals under the test's own key. */
function seal(image: Image, protection: Protection): Promise<Uint8Array> {
  return sealPixels(image, { contentKey, cipher, protection, name });
}

/**
 * Opens a forgery: it must be refused with one of our errors in one line, or give the very image.
 * @returns the error's code; "same" when it opened
 */
async function attempt(file: Uint8Array, image: Image, ring: KeyRing = keys): Promise<string> {
  const warnings: string[] = [];
  const onWarning = (message: string): unknown => warnings.push(message);
  try {
    const opened = await openContainer(file, { keys: ring, ciphers, bare: true, onWarning });
    if (opened.payload !== "pixels") throw new Error("another payload was accepted");
    expect(warnings).toEqual([]);
    expect(Buffer.compare(opened.image.data, image.data)).toBe(0);
    expect({ ...opened.image, data: image.data }).toEqual(image);
    expect(opened.name).toBe("night");
    return "same";
  } catch (error) {
    if (!(error instanceof NeuroveilError)) throw error;
    expect(error.message).not.toMatch(/\n|\bat \//);
    return error.code;
  }
}

describe.each(protections)("%s", (protection) => {
  let file: Uint8Array;
  beforeAll(async () => {
    file = await seal(small, protection);
  });

  test("every changed byte of the private chunk is refused", async () => {
    let length = Infinity;
    const codes = new Set<string>();
    for (let i = 0; i < length; i++) {
      for (const mask of [0x01, 0x80, 0xff]) {
        const bytes = (content: Uint8Array): Uint8Array => {
          length = content.length;
          content[i]! ^= mask;
          return content;
        };
        codes.add(await attempt(await forge(file, { bytes }), small));
      }
    }
    expect(length).toBeGreaterThan(700);
    expect(codes).not.toContain("same");
  });

  test("every cut of the private chunk is refused", async () => {
    for (let cut = 1; cut < 700; cut += 3) {
      const shorter = await forge(file, { bytes: (content) => content.subarray(0, -cut) });
      expect(await attempt(shorter, small)).toBe("broken");
    }
    const longer = await forge(file, { bytes: (content) => Uint8Array.of(...content, 0) });
    expect(await attempt(longer, small)).toBe("broken");
  });

  test("every changed sample is refused", async () => {
    for (let i = 0; i < small.data.length; i++) {
      const forged = await forge(file, { samples: (samples) => (samples[i]! ^= 1 << (i % 8)) });
      expect(await attempt(forged, small)).toBe("tampered");
    }
  });

  test("every other protection written into the header is refused", async () => {
    for (const other of protections.filter((some) => some !== protection)) {
      for (const proof of [undefined, new Uint8Array(0), new Uint8Array(16), new Uint8Array(32)]) {
        const forged = await forge(file, {
          parts: (content) => ({
            header: edit(content.header, { protection: other }),
            ...(proof && { proof }),
          }),
        });
        expect(["key", "broken"]).toContain(await attempt(forged, small));
      }
    }
  });

  test("another shape of the same samples is refused", async () => {
    const shapes = [{ width: 7, height: 9 }, { height: 6 }, { height: 8 }, { channels: 4 }];
    for (const geometry of shapes) {
      expect(await attempt(await forge(file, { geometry }), small)).toBe("tampered");
      const forged = await forge(file, {
        geometry,
        parts: ({ header }) => ({
          header: edit(header, { ...geometry, chunkRows: 1, chunkBytes: 1 }),
        }),
      });
      expect(await attempt(forged, small)).toBe("key");
    }
  });

  test("parts of another image under the same key are refused", async () => {
    const other = await seal(noiseImage(9, 7), protection);
    const { parts, samples } = await dissect(other);
    const thefts: Forgery[] = [
      { samples: (own) => own.set(samples) },
      { parts: () => ({ proof: parts.proof }), samples: (own) => own.set(samples) },
      { parts: () => ({ header: parts.header }) },
      { parts: () => ({ header: parts.header, mac: parts.mac }) },
    ];
    for (const theft of thefts) {
      expect(["tampered", "key"]).toContain(await attempt(await forge(file, theft), small));
    }
    const record = await forge(file, { parts: () => ({ record: parts.record }) });
    expect(await attempt(record, small)).toBe("tampered");
  });

  test("a file whose record is damaged is refused, since its length stands there alone", async () => {
    const sealed = await sealFile(new Uint8Array(1000).fill(7), { contentKey, cipher, protection });
    const forged = await forge(sealed, {
      parts: ({ record }) => ({ record: record.map((byte, i) => (i === 0 ? byte ^ 1 : byte)) }),
    });
    expect(await attempt(forged, small)).toBe("tampered");
  });

  test("a key with one bit changed is refused", async () => {
    for (let bit = 0; bit < 256; bit++) {
      const wrong = new Uint8Array(key);
      wrong[bit >> 3]! ^= 1 << (bit & 7);
      expect(await attempt(file, small, createKeyRing({ key: wrong }))).toBe("key");
    }
  });

  test("a wrong key shows noise only where the laboratory asks for it, of a bare image", async () => {
    const wrong = new Uint8Array(key);
    wrong[31]! ^= 1;
    const warnings: string[] = [];
    const opening = openContainer(file, {
      keys: createKeyRing({ key: wrong }),
      ciphers,
      bare: true,
      unverified: true,
      onWarning: (message) => warnings.push(message),
    });
    if (protection !== "bare") {
      await expect(opening).rejects.toMatchObject({ code: "key" });
      return;
    }
    const opened = await opening;
    expect(warnings).toHaveLength(3);
    expect(opened).toMatchObject({ payload: "pixels", name: undefined, image: { metadata: {} } });
    const data = opened.payload === "pixels" ? opened.image.data : new Uint8Array(0);
    const same = data.filter((sample, i) => sample === small.data[i]).length;
    expect(data).toHaveLength(small.data.length);
    expect(same / data.length).toBeLessThan(0.1);
  });

  test("unverified shows a damaged cipher image, of a bare image", async () => {
    const forged = await forge(file, { samples: (samples) => (samples[5]! ^= 1) });
    const opening = openContainer(forged, { keys, ciphers, bare: true, unverified: true });
    if (protection !== "bare") {
      await expect(opening).rejects.toMatchObject({ code: "tampered" });
      return;
    }
    expect(await opening).toMatchObject({ name: "night", image: { metadata: {}, bits: 8 } });
  });

  test("damage without new checksums is called broken", async () => {
    for (const offset of [20, 60, file.length - 30, file.length - 18]) {
      const damaged = new Uint8Array(file);
      damaged[offset]! ^= 4;
      expect(await attempt(damaged, small)).toBe("broken");
    }
    for (let cut = 1; cut < file.length; cut += 7) {
      expect(["broken", "input"]).toContain(await attempt(file.subarray(0, -cut), small));
    }
  });
});

describe("chunks of an image", () => {
  // Three chunks: 1 MiB is 342 rows here, which makes two tiles of 256.
  const image = noiseImage(1024, 1400, 3);
  const chunkBytes = 512 * 1024 * 3;
  const forgeries: [string, (samples: Uint8Array) => void][] = [
    ["swapped", (s) => swap(s, 0, chunkBytes, chunkBytes)],
    ["repeated", (s) => s.copyWithin(chunkBytes, 0, chunkBytes)],
    ["with the last one zero", (s) => s.fill(0, 2 * chunkBytes)],
    ["with the first sample changed", (s) => (s[0]! ^= 1)],
    ["with the last sample changed", (s) => (s[s.length - 1]! ^= 1)],
    ["with one changed on a chunk's border", (s) => (s[chunkBytes]! ^= 1)],
  ];

  test.each(protections)(
    "%s: swapped, repeated, dropped or changed, they are refused",
    async (p) => {
      const file = await seal(image, p);
      for (const [what, samples] of forgeries) {
        expect(await attempt(await forge(file, { samples }), image), what).toBe("tampered");
      }
    },
  );

  test("sealed: with their tags, too", async () => {
    const file = await seal(image, "sealed");
    const proofs: ((proof: Uint8Array) => Uint8Array)[] = [
      (proof) => swap(new Uint8Array(proof), 0, 16, 16),
      (proof) => new Uint8Array(proof).copyWithin(16, 0, 16),
    ];
    for (const [i, change] of proofs.entries()) {
      const forged = await forge(file, {
        samples: forgeries[i]![1],
        parts: ({ proof }) => ({ proof: change(proof) }),
      });
      expect(await attempt(forged, image)).toBe("tampered");
    }
    for (const length of [0, 16, 32, 47, 49, 64]) {
      const parts = (): { proof: Uint8Array } => ({ proof: new Uint8Array(length) });
      expect(await attempt(await forge(file, { parts }), image)).toBe("broken");
    }
  });
});

describe("hostile headers, rightly authenticated", () => {
  const huge: [string, Partial<Header>, string][] = [
    ["2^31 - 1 pixels across and down", { width: 2 ** 31 - 1, height: 2 ** 31 - 1 }, "limit"],
    ["2 GB of samples", { width: 30000, height: 23000, chunkRows: 23000 }, "broken"],
    ["chunks of one short row each", { width: 1, height: 2 ** 24, chunkRows: 1 }, "limit"],
    ["1,025 chunks in a small image", { width: 1, height: 1025, chunkRows: 1 }, "limit"],
    ["chunks of 65,535 bytes", { width: 21_845, height: 2000, chunkRows: 1 }, "limit"],
    ["chunks of 65,538 bytes", { width: 21_846, height: 2000, chunkRows: 1 }, "broken"],
    ["chunks of one byte each", { width: 342, height: 1, chunkRows: 1, chunkBytes: 1 }, "limit"],
    ["2^53 chunks", { width: 2 ** 26, height: 1, chunkRows: 1, chunkBytes: 1 }, "limit"],
    ["chunks of no bytes", { chunkBytes: 0 }, "broken"],
    ["chunks wider than the image", { chunkBytes: 28 }, "broken"],
    ["no rows", { height: 0 }, "broken"],
    ["five channels", { channels: 5 }, "broken"],
    ["chunks of no rows", { chunkRows: 0 }, "broken"],
    ["chunks longer than the image", { chunkRows: 8 }, "broken"],
    ["a cipher that does not exist", { cipher: "rot13" }, "unsupported"],
    ["other weights", { weights: new Uint8Array(32) }, "weights"],
  ];
  test.each(huge)("%s", async (_, change, code) => {
    // The carrier claims the same, with the pixel data of a small image.
    const file = await claim(await seal(small, "sealed"), key, change);
    const before = process.memoryUsage().rss;
    expect(await attempt(file, small)).toBe(code);
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });

  const fields: [string, object, string][] = [
    ["regions that are no map", { regions: [] }, "broken"],
    ["key vectors of a stream", { keyVectors: [] }, "unsupported"],
    ["version 3", { version: 3 }, "unsupported"],
    ["an unknown field", { colour: "rgb" }, "broken"],
    ["a key vector in a sealed image", { keyVector: new Uint8Array(32) }, "broken"],
    ["a short nonce", { nonce: new Uint8Array(15) }, "broken"],
    ["a cipher id that could forge a label", { cipher: "hybrid/bare" }, "broken"],
    ["an empty wrapped key", { wrapped: new Uint8Array(0) }, "broken"],
    ["a wrapped key of 65 KiB", { wrapped: new Uint8Array(65 * 1024) }, "broken"],
  ];
  test.each(fields)("%s", async (_, change, code) => {
    const file = await seal(small, "sealed");
    const forged = await forge(file, { parts: ({ header }) => ({ header: edit(header, change) }) });
    expect(await attempt(forged, small)).toBe(code);
  });
});

test("every changed byte of a wrapped key's header is refused", async () => {
  const { identity, recipient } = await generateIdentity();
  const shared = await createContentKey({ recipients: [recipient] });
  const options = { contentKey: shared, cipher, protection: "sealed", name } as const;
  const file = await sealPixels(small, options);
  const ring = createKeyRing({ identities: [identity] });
  expect(await attempt(file, small, ring)).toBe("same");
  let length = Infinity;
  for (let i = 0; i < length; i++) {
    const parts = ({ header }: { header: Uint8Array }): { header: Uint8Array } => {
      const changed = new Uint8Array(header);
      length = header.length;
      changed[i]! ^= 1;
      return { header: changed };
    };
    expect(await attempt(await forge(file, { parts }), small, ring)).not.toBe("same");
  }
  expect(length).toBeGreaterThan(264);
});

test("a file cannot be passed off as pixels, nor pixels as a file", async () => {
  const options = { contentKey, cipher, protection: "bare", name } as const;
  const file = await sealFile(Uint8Array.of(1, 2, 3), options);
  const parts = ({ header }: { header: Uint8Array }): { header: Uint8Array } => ({
    header: edit(header, { payload: "pixels" }),
  });
  expect(await attempt(await forge(file, { parts }), small)).toBe("key");
});

/** The header with fields changed and its encoding still strict. */
function edit(header: Uint8Array, change: object): Uint8Array {
  return encodeHeader({ ...decodeHeader(header), ...change });
}

function swap(bytes: Uint8Array, one: number, two: number, length: number): Uint8Array {
  const kept = bytes.slice(one, one + length);
  bytes.copyWithin(one, two, two + length);
  bytes.set(kept, two);
  return bytes;
}
