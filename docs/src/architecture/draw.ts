import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../repository.ts";
import { drawArrows } from "./picture.ts";
import { pictures } from "./pictures.ts";

// `npm run architecture`: draws the pictures of docs/develop/architecture.md from the imports.
for (const { path, title, arrows } of pictures)
  await writeFile(join(root, path), drawArrows(await arrows(), title));
