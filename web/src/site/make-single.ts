/** `npm run web:single`. */
import { join } from "node:path";
import { buildSingle } from "./single.ts";
import { webFolder } from "./web-folder.ts";

const sum = await buildSingle(join(webFolder, "dist-single"));
process.stdout.write(`web/dist-single/neuroveil.html\nSHA-256: ${sum}\n`);
