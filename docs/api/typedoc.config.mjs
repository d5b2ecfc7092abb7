import { readFileSync } from "node:fs";

const core = new URL("../../core/", import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL("package.json", core), "utf8"));

/** The public doors of the library: all that it exports but the internal ones. */
const doors = Object.entries(exports)
  .filter(([name]) => !name.startsWith("./internal/"))
  .map(([, { "@neuroveil/source": source }]) => `../../core/${source.slice("./".length)}`);

export default {
  name: "neuroveil",
  entryPoints: doors,
  tsconfig: "tsconfig.json",
  out: "html",
  readme: "../../core/README.md",
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  hideGenerator: true,
  validation: { notExported: false, invalidPath: false },
};
