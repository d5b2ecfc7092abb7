const code = `
  import fs from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  fs.linkSync = () => {
    throw Object.assign(new Error("no links here"), { code: "EPERM" });
  };
  syncBuiltinESMExports();`;

/** Options of Node under which no hard link can be made, as on FAT and on some network drives. */
export const noLinks: readonly string[] = [
  "--import",
  `data:text/javascript,${encodeURIComponent(code)}`,
];
