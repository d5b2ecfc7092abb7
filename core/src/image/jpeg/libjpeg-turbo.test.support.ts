import { createRequire } from "node:module";
import type * as Glue from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";

/** The browser's decoder for Node: in a page a bundler gives its module's address, here the package. */
export async function withModule(importOriginal: () => Promise<unknown>): Promise<typeof Glue> {
  const { default: create } = (await importOriginal()) as typeof Glue;
  const path = createRequire(import.meta.url).resolve(
    "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm",
  );
  return { default: (options) => create({ ...options, locateFile: () => path }) };
}
