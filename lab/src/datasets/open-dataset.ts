import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { printable, systemError } from "@neuroveil/files";
import { cifar10Name, openCifar10 } from "./cifar10.ts";
import { joined, type Dataset } from "./dataset.ts";
import { generated } from "./generated.ts";
import { idxName, openIdx } from "./idx.ts";
import { openImage, openImageFolder } from "./images.ts";

/** Formats with many images in one file, told by the file's name. */
const packed: readonly {
  readonly pattern: RegExp;
  readonly open: (path: string) => Promise<Dataset>;
}[] = [
  { pattern: idxName, open: openIdx },
  { pattern: cifar10Name, open: openCifar10 },
];

const picture = /\.(png|jpe?g|tiff?)$/i;

/**
 * Opens a data set by name or place: "generated"; a file or folder of MNIST (IDX) or CIFAR-10 (binary
 * version); an image; a folder of images, searched to the bottom. A folder with files of a packed
 * format in it is that data set and nothing else.
 *
 * @throws {NeuroveilError} "input" when something is missing, may not be read or holds no image,
 *   "broken" when it is damaged
 * @example
 * const mnist = await openDataset("data/mnist");
 * for await (const { name, image, label } of mnist.samples()) console.log(name, image.width, label);
 */
export async function openDataset(name: string): Promise<Dataset> {
  if (name === generated.name) return generated;
  const status = await stat(name).catch((error: unknown) => {
    throw systemError("input", `a file or folder named ${printable(name)}`, error);
  });
  if (!status.isDirectory()) {
    const format = packed.find(({ pattern }) => pattern.test(base(name)));
    return format === undefined ? openImage(name) : await format.open(name);
  }
  const files = await readdir(name).catch((error: unknown) => {
    throw systemError("input", `to read the folder ${printable(name)}`, error);
  });
  for (const { pattern, open } of packed) {
    const parts = files.filter((file) => pattern.test(file)).toSorted();
    if (parts.length === 0) continue;
    const set = joined(name, await Promise.all(parts.map((part) => open(join(name, part)))));
    const pictures = files.filter((file) => picture.test(file)).toSorted();
    const why = "an image beside a data set of many";
    return { ...set, leftOut: pictures.map((file) => ({ name: file, why })) };
  }
  return await openImageFolder(name);
}

function base(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
