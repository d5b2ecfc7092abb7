import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, open, rm, stat, statfs, writeFile, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decryptTile } from "neuroveil";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { peakOfCli } from "./peak-of-cli.ts";

const linux = existsSync("/proc/self/status");
const hexKey = "0f".repeat(32);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-large-"));
  await writeFile(join(folder, "key.txt"), `${hexKey}\n`, { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const key = ["--key-file", "key.txt"];

async function hashOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of stream) {
    // libvips gives all samples at once, and a hash takes no more than 2 GiB.
    for (let at = 0; at < part.length; at += 2 ** 30) hash.update(part.subarray(at, at + 2 ** 30));
  }
  return hash.digest("hex");
}

function hashOfFile(name: string): Promise<string> {
  return hashOf(createReadStream(join(folder, name), { highWaterMark: 1 << 20 }));
}

async function hasRoom(bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize > bytes;
}

/** Writes pieces that a function fills, each another one. */
async function fill(
  file: FileHandle,
  pieces: number,
  piece: Uint8Array,
  change: (index: number) => void,
): Promise<void> {
  for (let i = 0; i < pieces; i++) {
    change(i);
    await file.write(piece);
  }
}

describe.skipIf(!linux)("in a memory that does not grow", () => {
  test("a file of 8 GB: below 300 MB, and the same bytes", async (context) => {
    const size = 8e9;
    if (!(await hasRoom(3.5 * size))) context.skip("there is no room for it three times");
    const file = await open(join(folder, "film.mp4"), "wx");
    const piece = Uint8Array.from({ length: 1e6 }, (_, i) => Math.imul(i + 1, 2654435761) >>> 24);
    const words = new Uint32Array(piece.buffer);
    await fill(file, size / piece.length, piece, (i) => words.fill(i, 0, 1000));
    await file.close();
    const hash = await hashOfFile("film.mp4");
    const encrypting = await peakOfCli(["encrypt", "film.mp4", ...key], folder);
    await rm(join(folder, "film.mp4"));
    const decrypting = await peakOfCli(["decrypt", "film.mp4.veil.png", ...key], folder);
    await rm(join(folder, "film.mp4.veil.png"));
    expect(await hashOfFile("film.mp4")).toBe(hash);
    await rm(join(folder, "film.mp4"));
    console.log(`8 GB: encrypting ${mega(encrypting)}, decrypting ${mega(decrypting)}`);
    expect(encrypting).toBeLessThan(300e6);
    expect(decrypting).toBeLessThan(300e6);
  });

  test("a TIFF of a gigapixel: below 600 MB, the same samples, and a tile without the rest", async (context) => {
    const side = 2 ** 15;
    const pitch = 3 * side;
    if (!(await hasRoom(3.5 * side * pitch))) context.skip("there is no room for it three times");
    const file = await open(join(folder, "map.tif"), "wx");
    await file.write(tiffHead(side));
    const rows = new Uint8Array(32 * pitch);
    await fill(file, side / 32, rows, (i) => {
      for (let at = 0; at < rows.length; at++) rows[at] = (at >> 9) + 5 * i + ((at * i) >> 13);
    });
    await file.close();
    const samples = await hashOfSamples("map.tif");
    const encrypting = await peakOfCli(["encrypt", "map.tif", ...key], folder);
    await rm(join(folder, "map.tif"));

    const carrier = await open(join(folder, "map.tif.veil.png"));
    const read = async (position: number, length: number): Promise<Uint8Array> => {
      const { bytesRead, buffer } = await carrier.read({ buffer: Buffer.alloc(length), position });
      return buffer.subarray(0, bytesRead);
    };
    const area = { x: 20_000, y: 30_000, width: 64, height: 32 };
    const tile = await decryptTile({ read }, { ...area, key: Buffer.from(hexKey, "hex") });
    const { size } = await carrier.stat();
    await carrier.close();
    expect(size).toBeGreaterThan(3e9);
    expect(tile.bytesRead).toBeLessThan(12e6);

    const decrypting = await peakOfCli(["decrypt", "map.tif.veil.png", ...key], folder);
    await rm(join(folder, "map.tif.veil.png"));
    expect(await hashOfSamples("map.png")).toBe(samples);
    const part = sharp(join(folder, "map.png"), { limitInputPixels: false, unlimited: true })
      .extract({ left: area.x, top: area.y, width: area.width, height: area.height })
      .raw();
    expect(Buffer.compare(await sharp(tile.bytes).raw().toBuffer(), await part.toBuffer())).toBe(0);
    console.log(`gigapixel: encrypting ${mega(encrypting)}, decrypting ${mega(decrypting)}`);
    expect((await stat(join(folder, "map.png"))).size).toBeGreaterThan(0);
    expect(encrypting).toBeLessThan(600e6);
    expect(decrypting).toBeLessThan(600e6);
  });
});

function mega(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** As libvips reads them, row after row. */
function hashOfSamples(name: string): Promise<string> {
  const options = { limitInputPixels: false, unlimited: true, sequentialRead: true } as const;
  return hashOf(sharp(join(folder, name), options).raw());
}

/** A little-endian TIFF of one strip of RGB, up to its samples. */
function tiffHead(side: number): Uint8Array {
  const fields: readonly (readonly [tag: number, type: 3 | 4, value: number])[] = [
    [256, 4, side],
    [257, 4, side],
    // Three times 8 bits: their place.
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 2],
    [273, 4, 256],
    [277, 3, 3],
    [278, 4, side],
    [279, 4, 3 * side * side],
    [284, 3, 1],
  ];
  const head = new DataView(new ArrayBuffer(256));
  head.setUint32(0, 0x49492a00);
  head.setUint32(4, 8, true);
  head.setUint16(8, fields.length, true);
  for (const [i, [tag, type, value]] of fields.entries()) {
    const at = 10 + 12 * i;
    head.setUint16(at, tag, true);
    head.setUint16(at + 2, type, true);
    // Bits a sample are three numbers, which stand behind the directory.
    head.setUint32(at + 4, tag === 258 ? 3 : 1, true);
    head.setUint32(at + 8, tag === 258 ? 200 : value, true);
  }
  for (let i = 0; i < 3; i++) head.setUint16(200 + 2 * i, 8, true);
  return new Uint8Array(head.buffer);
}
