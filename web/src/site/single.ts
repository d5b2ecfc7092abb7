import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type InlineConfig, type Rolldown } from "vite";
import { withoutCodecs } from "./codec-packages.ts";
import { webFolder as web } from "./web-folder.ts";

const name = "neuroveil.html";

/** Everything in one piece: nothing is split off, files become addresses that hold them. */
const inOnePiece: InlineConfig = {
  root: web,
  configFile: false,
  logLevel: "error",
  base: "./",
  publicDir: false,
  plugins: [withoutCodecs()],
  build: {
    write: false,
    target: "es2023",
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
};

/**
 * Writes the page as one HTML file that needs no server, and its SHA-256 beside it.
 * @returns the SHA-256 in hexadecimal digits
 */
export async function buildSingle(folder: string): Promise<string> {
  process.env["NODE_ENV"] = "production";
  const { script, sheet } = await pageParts(await workerProgram());
  const icon = await readFile(join(web, "public/icon.svg"), "base64");
  const iconAddress = `data:image/svg+xml;base64,${icon}`;
  // What ends a script element would end this one.
  const code = script.replaceAll("</script", "<\\/script").replaceAll("./icon.svg", iconAddress);
  const frame = await readFile(join(web, "src/own/frame-program.js"), "utf8");
  const policy = `default-src 'none'; script-src '${hashOf(code)}' '${hashOf(frame)}' 'wasm-unsafe-eval'; worker-src blob:; style-src '${hashOf(sheet)}'; img-src data: blob:; font-src data:; connect-src data:; base-uri 'none'; form-action 'none'`;
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Neuroveil</title>
<link rel="icon" href="${iconAddress}">
<style>${sheet}</style>
</head>
<body>
<div id="page"></div>
<script type="module">${code}</script>
</body>
</html>
`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), page);
  const sum = createHash("sha256").update(page).digest("hex");
  await writeFile(join(folder, `${name}.sha256`), `${sum}  ${name}\n`);
  return sum;
}

/**
 * The page's worker as one classic script: files opened from a disk start no module workers, and an address
 * that holds a program must stay below two megabytes.
 */
async function workerProgram(): Promise<string> {
  const entry = join(web, "src/workers/worker.single.ts");
  const options = { ...inOnePiece.build?.rolldownOptions, input: entry };
  const output = await outputOf({
    ...inOnePiece,
    build: { ...inOnePiece.build, rolldownOptions: options },
  });
  const { code } = entryOf(output);
  // What waits at the top of a module does so in a function here; modules know their address.
  const plain = code.replaceAll("import.meta", "({ url: self.location.href })");
  return `(async () => {\n${plain.replace(/export\s*\{[^}]*\};?\s*$/, "")}\n})();`;
}

async function pageParts(
  worker: string,
): Promise<{ readonly script: string; readonly sheet: string }> {
  const replacement = join(web, "src/workers/start-worker.single.ts");
  const output = await outputOf({
    ...inOnePiece,
    resolve: { alias: [{ find: /^\.\/start-worker\.ts$/, replacement }] },
    define: { WORKER_PROGRAM: JSON.stringify(worker) },
  });
  const sheet = output.find(({ fileName }) => fileName.endsWith(".css")) as Rolldown.OutputAsset;
  return { script: entryOf(output).code, sheet: String(sheet.source) };
}

type Output = Rolldown.RolldownOutput["output"];

async function outputOf(config: InlineConfig): Promise<Output> {
  return ((await build(config)) as Rolldown.RolldownOutput).output;
}

function entryOf(output: Output): Rolldown.OutputChunk {
  return output.find((part) => part.type === "chunk" && part.isEntry) as Rolldown.OutputChunk;
}

/** As a Content-Security-Policy names what may stand in a page. */
function hashOf(content: string): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}
