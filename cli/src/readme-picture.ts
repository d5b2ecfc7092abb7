import { fileURLToPath } from "node:url";
import { drawReadmePicture } from "./demo/readme-picture.ts";
import { writeOutput } from "./files/outputs.ts";

// node cli/dist/readme-picture.js: draws docs/images/demo.png again.
const path = fileURLToPath(new URL("../../docs/images/demo.png", import.meta.url));
await writeOutput(path, await drawReadmePicture(), { force: true });
