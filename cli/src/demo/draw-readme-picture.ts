import { fileURLToPath } from "node:url";
import { writeOutput } from "@neuroveil/files";
import { drawReadmePicture } from "./readme-picture.ts";

// node cli/dist/demo/draw-readme-picture.js: draws docs/images/demo.png again.
const path = fileURLToPath(new URL("../../../docs/images/demo.png", import.meta.url));
await writeOutput(path, await drawReadmePicture(), { force: true });
