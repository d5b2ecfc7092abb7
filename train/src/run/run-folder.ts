import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Variables } from "@neuroveil/autodiff";
import { exists, makeFolder, printable, systemError, writeOutput } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { decodeCheckpoint, encodeCheckpoint, type Position } from "./checkpoint.ts";
import { curvePage } from "./curve-page.ts";
import type { RunConfig } from "./run-config.ts";

const configName = "config.json";
const checkpointName = "checkpoint.safetensors";

/** A training on disk. */
export class RunFolder {
  readonly path: string;
  readonly config: RunConfig;

  private constructor(path: string, config: RunConfig) {
    this.path = path;
    this.config = config;
  }

  /** @throws {NeuroveilError} "output" when the folder holds a run already or cannot be made */
  static async create(path: string, config: RunConfig): Promise<RunFolder> {
    if (await exists(join(path, configName))) {
      throw new NeuroveilError("output", {
        expected: "a folder without a training",
        got: `${path}, which holds one`,
        todo: `continue it with --resume ${path}, or choose another folder`,
      });
    }
    try {
      await makeFolder(path);
    } catch (error) {
      throw systemError("output", `to make the folder ${printable(path)}`, error);
    }
    await writeWhole(join(path, configName), `${JSON.stringify(config, undefined, 2)}\n`);
    return new RunFolder(path, config);
  }

  /** @throws {NeuroveilError} "input" when the folder holds no training, "broken" when it is damaged */
  static async open(path: string): Promise<RunFolder> {
    const text = await readFile(join(path, configName), "utf8").catch((cause: unknown) => {
      throw new NeuroveilError("input", {
        expected: `a training in ${path}`,
        got: `no readable ${configName}`,
        todo: "give the folder that --output named",
        cause,
      });
    });
    const config = parseConfig(text);
    if (config !== undefined) return new RunFolder(path, config);
    throw new NeuroveilError("broken", {
      expected: `the description of a training in ${join(path, configName)}`,
      got: "something else",
      todo: "start again in a new folder",
    });
  }

  async saveCheckpoint(variables: Variables, position: Position): Promise<void> {
    await writeWhole(join(this.path, checkpointName), encodeCheckpoint(variables, position));
    await this.#writeCurves(position);
  }

  /**
   * Puts the variables back as the last checkpoint has them.
   * @returns where the training stood; undefined when it was stopped before its first checkpoint
   * @throws {NeuroveilError} "weights" when the checkpoint is truncated or altered
   */
  async loadCheckpoint(variables: Variables): Promise<Position | undefined> {
    const path = join(this.path, checkpointName);
    if (!(await exists(path))) return undefined;
    return decodeCheckpoint(path, await readFile(path), variables);
  }

  async write(name: string, content: Uint8Array | string): Promise<string> {
    const path = join(this.path, name);
    await writeWhole(path, content);
    return path;
  }

  async #writeCurves({ curve }: Position): Promise<void> {
    await this.write("curves.json", `${JSON.stringify({ curve }, undefined, 1)}\n`);
    await this.write("curves.html", curvePage(this.config, curve));
  }
}

/** Whoever kills the process leaves the old file or the new one. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  await writeOutput(path, bytes, { force: true });
}

/** What {@link RunFolder.create} has written, undefined where it is something else. */
function parseConfig(text: string): RunConfig | undefined {
  let config: Partial<RunConfig> | null;
  try {
    config = JSON.parse(text) as Partial<RunConfig> | null;
  } catch {
    return undefined;
  }
  const { format, recipe, settings, seed, threads, device, data, machine } = config ?? {};
  const complete =
    format === "neuroveil run 1" &&
    typeof recipe === "string" &&
    typeof seed === "string" &&
    Number.isInteger(threads) &&
    (device === "cpu" || device === "webgpu") &&
    typeof data?.name === "string" &&
    typeof data.fingerprint === "string" &&
    typeof machine === "object" &&
    typeof settings === "object" &&
    Object.values(settings ?? {}).every((value) => typeof value === "number");
  return complete ? (config as RunConfig) : undefined;
}
