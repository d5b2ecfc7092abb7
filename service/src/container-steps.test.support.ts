import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository: string = fileURLToPath(new URL("../..", import.meta.url));

/** One instruction, and what stands behind it. */
export type Step = readonly [instruction: string, rest: string];

/** The steps of the service's container file, lines that go on joined. */
export async function containerSteps(): Promise<readonly Step[]> {
  const text = await readFile(join(repository, "service/Containerfile"), "utf8");
  return parseSteps(text);
}

function parseSteps(text: string): readonly Step[] {
  const lines = text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .replaceAll("\\\n", " ")
    .split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .map((line): Step => {
      const [, instruction, rest] = /^([A-Z]+)\s+(.*)$/.exec(line.trim())!;
      return [instruction!, rest!];
    });
}

/** What COPY takes out of the stage before: source and target. */
export function copiedFromBuild(steps: readonly Step[]): readonly (readonly [string, string])[] {
  return steps.flatMap(([instruction, rest]) => {
    const found = /^--from=build \/build\/(\S+) (\S+)$/.exec(rest);
    return instruction === "COPY" && found ? [[found[1]!, found[2]!] as const] : [];
  });
}

/** A list as EXEC forms have it. */
export function wordsOf(rest: string): readonly string[] {
  return JSON.parse(rest.slice(rest.indexOf("["))) as string[];
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
