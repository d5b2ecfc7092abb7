export { joined, sideBySide } from "./dataset.ts";
export type { Dataset, LeftOut, Reading, Sample } from "./dataset.ts";
export { generated } from "./generated.ts";
export { knownFiles, type KnownFile } from "./known-files.ts";
export { openDataset } from "./open-dataset.ts";
export { drawScene } from "./scene.ts";
export { verifyFile } from "./verify.ts";
