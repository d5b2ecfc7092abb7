import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RowOffer } from "./ways.ts";

/** The library as it was built: the processes that are measured know no sources. */
export const core: string = new URL("../../../core", import.meta.url).pathname;

/**
 * A build whose ciphers are this one's but for what a program makes of each.
 * @param program of a function's body that takes `cipher`
 */
export async function changedBuild(folder: string, program: string): Promise<string> {
  const place = await mkdtemp(join(folder, "build-"));
  const door = (of: string): string =>
    JSON.stringify(new URL(`dist/${of}`, `file://${core}/`).href);
  const manifest = {
    name: "neuroveil",
    type: "module",
    exports: { ".": "./index.js", "./ciphers": "./ciphers.js" },
  };
  await writeFile(join(place, "package.json"), JSON.stringify(manifest));
  await writeFile(join(place, "index.js"), `export * from ${door("index.js")};`);
  await writeFile(
    join(place, "ciphers.js"),
    `import { ciphers as all } from ${door("ciphers/index.js")};
    const change = (cipher) => { ${program} };
    export const ciphers = all.map(change).filter((cipher) => cipher !== undefined);`,
  );
  return place;
}

/** A body for {@link changedBuild}: under "encrypt" of one cipher something else happens as well. */
export function encryptingOtherwise(id: string, before: string, after = ""): string {
  return `if (cipher.id !== ${JSON.stringify(id)}) return cipher;
  const encrypt = async (raster, ...rest) => {
    ${before}
    const keyVector = await cipher.encrypt(raster, ...rest);
    ${after}
    return keyVector;
  };
  const decrypt = (...rest) => cipher.decrypt(...rest);
  return Object.assign(Object.create(cipher), { encrypt, decrypt });`;
}

export function rowsNamed(...ids: readonly string[]): (row: RowOffer) => boolean {
  return ({ id }) => ids.includes(id);
}
