import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const above = (steps: string): string => fileURLToPath(new URL(steps, import.meta.url));

/** The workspace's folder, seen from its sources and from what the compiler makes of them. */
export const webFolder: string = [above("../../"), above("../../../")].find((folder) =>
  existsSync(`${folder}index.html`),
)!;
