import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { printable, systemError } from "@neuroveil/files";
import type { Image } from "neuroveil/image";
import { ByteReader } from "./byte-reader.ts";
import type { Dataset } from "./dataset.ts";
import { broken } from "./refusals.ts";

/** Names of the files that hold images: train-images-idx3-ubyte.gz, t10k-images.idx3-ubyte. */
export const idxName: RegExp = /images[-.]idx3-ubyte(\.gz)?$/;

/** More images, and more pixels an image, than such data sets have; a header that says more is damaged. */
const [mostImages, mostPixels] = [2 ** 24, 2 ** 24];
const unsignedBytes = 8;

/**
 * Opens images in the IDX format of MNIST, packed with gzip or not; the labels are taken from the
 * file beside it whose name says so (`labels-idx1`), if there is one.
 *
 * @throws {NeuroveilError} "input" when the file cannot be read; "broken" when it is no IDX file of
 *   gray images, when its length or that of its labels does not fit its header
 */
export async function openIdx(path: string): Promise<Dataset> {
  const { reader, sizes } = await openHeader(path, 3);
  reader.close();
  const [count, height, width] = sizes as [number, number, number];
  if (width * height > mostPixels || width * height === 0)
    throw broken(path, `images of 1 to ${mostPixels} pixels`, `${width} x ${height}`);
  if (count > mostImages) throw broken(path, `at most ${mostImages} images`, `${count}`);
  const labels = await readLabels(path, count);
  const name = basename(path);
  return {
    name,
    size: count,
    async *samples() {
      const { reader } = await openHeader(path, 3);
      try {
        for (let i = 0; i < count; i++) {
          const data = await reader.read(width * height);
          if (data.length < width * height) throw broken(path, `${count} images`, `${i}`);
          const label = labels?.[i];
          yield {
            name: `${name} ${i}`,
            image: gray(width, height, data),
            ...(label !== undefined && { label }),
          };
        }
        await expectEnd(reader, `${count} images`);
      } finally {
        reader.close();
      }
    },
  };
}

async function readLabels(path: string, count: number): Promise<Uint8Array | undefined> {
  const labelsPath = await labelsBeside(path);
  if (labelsPath === undefined) return undefined;
  const { reader, sizes } = await openHeader(labelsPath, 1);
  try {
    if (sizes[0] !== count) throw broken(labelsPath, `${count} labels`, `${sizes[0]}`);
    const labels = await reader.read(count);
    if (labels.length < count) throw broken(labelsPath, `${count} labels`, `${labels.length}`);
    await expectEnd(reader, `${count} labels`);
    return labels;
  } finally {
    reader.close();
  }
}

async function labelsBeside(path: string): Promise<string | undefined> {
  const folder = dirname(path);
  const wanted = basename(path)
    .replace(/images([-.])idx3/, "labels$1idx1")
    .replace(/\.gz$/, "");
  const names = await readdir(folder).catch((error: unknown) => {
    throw systemError("input", `to read the folder ${printable(folder)}`, error);
  });
  const found = names.find((name) => name === wanted || name === `${wanted}.gz`);
  return found === undefined || found === basename(path) ? undefined : join(folder, found);
}

interface Header {
  readonly reader: ByteReader;
  /** Count first. */
  readonly sizes: readonly number[];
}

/** The IDX header: two zero bytes, the type, the number of dimensions, then each as 32 bits. */
async function openHeader(path: string, dimensions: number): Promise<Header> {
  const reader = await ByteReader.open(path);
  try {
    const length = 4 + 4 * dimensions;
    const header = await reader.read(length);
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    if (header.length < length || view.getUint32(0) !== unsignedBytes * 256 + dimensions)
      throw broken(path, `an IDX header of bytes in ${dimensions} dimensions`, start(header));
    const sizes = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
    const bytes = sizes.reduce((product, size) => product * size, 1) + length;
    if (reader.size !== undefined && reader.size !== bytes)
      throw broken(path, `the ${bytes} bytes that its header speaks of`, `${reader.size}`);
    return { reader, sizes };
  } catch (error) {
    reader.close();
    throw error;
  }
}

async function expectEnd(reader: ByteReader, expected: string): Promise<void> {
  if ((await reader.read(1)).length > 0) throw broken(reader.path, expected, "more");
}

function gray(width: number, height: number, data: Uint8Array): Image {
  return { width, height, channels: 1, bits: 8, colour: "gray", data, metadata: {} };
}

function start(header: Uint8Array): string {
  return header.length === 0 ? "an empty file" : Buffer.from(header.subarray(0, 4)).toString("hex");
}
