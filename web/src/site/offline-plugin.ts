import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";

const source = "src/offline/service-worker.js";

/**
 * Writes the service worker with the names of all files that were built, those apart that are kept once
 * they were used. By hand: a page whose every file
 * has its hash in its name needs twenty lines, and no precaching library.
 */
export function offline(onDemand: ReadonlySet<string>): Plugin {
  let root = "";
  let outDir = "";
  return {
    name: "neuroveil-offline",
    apply: "build",
    configResolved(config) {
      root = config.root;
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
      const paths = entries
        .filter((entry) => entry.isFile() && entry.name !== "sw.js")
        .map((entry) => join(entry.parentPath, entry.name))
        .toSorted();
      const hash = createHash("sha256");
      for (const path of paths) hash.update(path.slice(outDir.length)).update(await readFile(path));
      const version = `neuroveil-${hash.digest("hex").slice(0, 16)}`;
      const names = paths.map((path) => relative(outDir, path).split(sep).join("/"));
      const files = names.filter((name) => !onDemand.has(name)).map((name) => `./${name}`);
      const code = await readFile(join(root, source), "utf8");
      const head = `const version = ${JSON.stringify(version)};\nconst files = ${JSON.stringify(files)};\n`;
      await writeFile(join(outDir, "sw.js"), head + code);
    },
  };
}
