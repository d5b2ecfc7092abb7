/** `npm start`: builds the page, serves it on this machine and prints its address. */
import { build } from "vite";
import { serve } from "./serve.ts";
import { webFolder as web } from "./web-folder.ts";

const port = 4173;

await build({ root: web, configFile: `${web}vite.config.ts`, logLevel: "error" });
const folder = `${web}dist`;
const taken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE";
const { url } = await serve(folder, port).catch((error: unknown) => {
  if (taken(error)) return serve(folder, 0);
  throw error;
});
process.stdout.write(`The page is at ${url} (Ctrl+C ends it)\n`);
