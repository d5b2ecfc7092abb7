import { posix } from "node:path";
import { printable } from "@neuroveil/files";
import { toFailure } from "@neuroveil/jobs";
import type { BucketRoot } from "@neuroveil/queue";
import { NeuroveilError } from "neuroveil/errors";
import type { Destination } from "../files/destination.ts";
import type { Input, Inputs, Walk } from "../files/inputs.ts";
import { numberedName } from "../files/names.ts";
import type { ProducerFlags } from "../queue/producing.ts";

interface Flags extends ProducerFlags {
  readonly output?: string;
}

/** Objects that are looked at at the same time. */
const lanes = 32;

/** Whether a call names objects of a bucket instead of files. */
export function namesObjects({ queue, root }: ProducerFlags): boolean {
  return queue !== undefined && root?.startsWith("s3://") === true;
}

/** Inputs and results of a call in a bucket; paths are written `s3://BUCKET/KEY`. */
export class BucketPlaces {
  readonly #root: BucketRoot;
  readonly destination: Destination;

  private constructor(root: BucketRoot, destination: Destination) {
    this.#root = root;
    this.destination = destination;
  }

  /** @throws {NeuroveilError} as `BucketRoot.open`, "input" for an output elsewhere */
  static async open({ root: name, output }: Flags): Promise<BucketPlaces> {
    const { BucketRoot } = await import("@neuroveil/queue");
    const root = await BucketRoot.open(name!, process.env);
    if (output === undefined) return new BucketPlaces(root, { kind: "beside" });
    await root.named(output);
    const kind = output.endsWith("/") ? "folder" : "file";
    return new BucketPlaces(root, { kind, path: output });
  }

  /** The objects that names stand for: one that is called so, else all that lie below. */
  async find(names: readonly string[], walk: Omit<Walk, "except">): Promise<Inputs> {
    const files = new Map<string, Input>();
    const failures: Inputs["failures"][number][] = [];
    const { destination } = this;
    const except = destination.kind === "folder" ? destination.path : undefined;
    for (const name of names) {
      try {
        const path = await this.#root.named(name);
        const itself = path === "" || name.endsWith("/") ? undefined : await this.#root.look(path);
        const before = files.size;
        if (itself !== undefined) {
          files.set(name, { path: name, relative: posix.basename(path), found: false, ...itself });
          continue;
        }
        for await (const { key, ...about } of this.#root.below(path)) {
          const found = `${this.#root.shown}${key}`;
          if (except !== undefined && found.startsWith(except)) continue;
          if (files.has(found) || !(await walk.accept(found))) continue;
          const relative = path === "" ? key : key.slice(path.length + 1);
          files.set(found, { path: found, relative, found: true, ...about });
        }
        if (files.size === before) throw empty(name, walk);
      } catch (error) {
        failures.push({ path: name, failure: toFailure(error) });
      }
    }
    const inputs = [...files.values()];
    if (destination.kind === "file" && (inputs.length > 1 || inputs[0]?.found === true)) {
      throw new NeuroveilError("usage", {
        expected: "a folder after --output for several results",
        got: printable(destination.path),
        todo: "end it with a slash",
      });
    }
    return { files: inputs, failures };
  }

  /** Gives every input its output; where two would share one, the later gets a number. */
  plan(inputs: readonly Input[], name: (path: string) => string): Map<Input, string> {
    const planned = new Map<Input, string>();
    const given = new Set(inputs.map(({ path }) => path));
    for (const input of inputs) {
      const own = name(input.path);
      const { destination } = this;
      let output = destination.kind === "file" ? destination.path : this.folderOf(input) + own;
      for (let number = 2; given.has(output); number++)
        output = this.folderOf(input) + numberedName(own, number);
      given.add(output);
      planned.set(input, output);
    }
    return planned;
  }

  /** Where an input's results go, with a slash at its end. */
  folderOf({ path, relative }: Input): string {
    const { destination } = this;
    if (destination.kind !== "folder") return path.slice(0, path.lastIndexOf("/") + 1);
    const below = posix.dirname(relative);
    return below === "." ? destination.path : `${destination.path}${below}/`;
  }

  async exists(path: string): Promise<boolean> {
    return (await this.#root.look(await this.#root.named(path))) !== undefined;
  }

  /** Those of them that are there. */
  async existing(paths: readonly string[]): Promise<ReadonlySet<string>> {
    const there = new Set<string>();
    for (let at = 0; at < paths.length; at += lanes) {
      await Promise.all(
        paths.slice(at, at + lanes).map(async (path) => {
          if (await this.exists(path)) there.add(path);
        }),
      );
    }
    return there;
  }
}

function empty(name: string, { wanted }: Pick<Walk, "wanted">): NeuroveilError {
  return new NeuroveilError("input", {
    expected: wanted,
    got: `nothing at ${printable(name)}`,
    todo: "check the name; hidden objects are left out",
  });
}
