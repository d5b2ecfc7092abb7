import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { printable, systemError } from "@neuroveil/files";
import type { Image } from "neuroveil/image";
import { ByteReader } from "./byte-reader.ts";
import type { Dataset } from "./dataset.ts";
import { broken } from "./refusals.ts";

/** Names of the files of the binary version. */
export const cifar10Name: RegExp = /^(data_batch_\d+|test_batch)\.bin$/;

const size = 32;
const pixels = size * size;
/** A label, then red, green and blue as planes. */
const recordBytes = 1 + 3 * pixels;

const classes = [
  "airplane",
  "automobile",
  "bird",
  "cat",
  "deer",
  "dog",
  "frog",
  "horse",
  "ship",
  "truck",
];

/**
 * Opens a batch of CIFAR-10's binary version.
 *
 * @throws {NeuroveilError} "input" when the file cannot be read, "broken" when its length is not a
 *   whole number of records; reading throws "broken" for a label that does not exist
 */
export async function openCifar10(path: string): Promise<Dataset> {
  const bytes = await stat(path).then(
    (status) => status.size,
    (error: unknown) => {
      throw systemError("input", `to read ${printable(path)}`, error);
    },
  );
  const count = bytes / recordBytes;
  if (count === 0 || !Number.isInteger(count))
    throw broken(path, `records of ${recordBytes} bytes`, `${bytes} bytes`);
  const name = basename(path);
  return {
    name,
    size: count,
    classes,
    async *samples() {
      const reader = await ByteReader.open(path);
      try {
        for (let i = 0; i < count; i++) {
          const record = await reader.read(recordBytes);
          if (record.length < recordBytes) throw broken(path, `${count} records`, `${i}`);
          const label = record[0]!;
          if (label >= classes.length)
            throw broken(path, `labels from 0 to ${classes.length - 1}`, `${label} in record ${i}`);
          yield { name: `${name} ${i}`, image: interleaved(record.subarray(1)), label };
        }
      } finally {
        reader.close();
      }
    },
  };
}

function interleaved(planes: Uint8Array): Image {
  const data = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++)
    for (let channel = 0; channel < 3; channel++)
      data[3 * i + channel] = planes[channel * pixels + i]!;
  return { width: size, height: size, channels: 3, bits: 8, colour: "rgb", data, metadata: {} };
}
