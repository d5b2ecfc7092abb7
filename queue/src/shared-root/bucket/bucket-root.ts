import { MemoryOutput, printable } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import type { QueueKeys } from "../../sealed/keys.ts";
import { contentDigest, type JobInput } from "../input.ts";
import { pathParts } from "../paths.ts";
import { ownFolder, type OwnFiles, type ResultFolder, type Root } from "../root.ts";
import { bucketAccess } from "./access.ts";
import { requireConditionalWrites } from "./conditional-writes.ts";
import { BucketClient } from "./client.ts";
import type { ListedObject } from "./listing.ts";

const scheme = "s3://";

/** Whether a name is one of a bucket, or of something in it. */
export function isBucketName(text: string): boolean {
  return text.startsWith(scheme);
}

/** A bucket, or what lies in it below a prefix, as the place that producers and workers share. */
export class BucketRoot implements Root {
  readonly shown: string;
  readonly own: OwnFiles;
  readonly #client: BucketClient;
  /** "", or with a slash at its end. */
  readonly #prefix: string;

  private constructor(client: BucketClient, bucket: string, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
    this.shown = `${scheme}${bucket}/${prefix}`;
    this.own = new OwnObjects(client, `${prefix}${ownFolder}/`);
  }

  /**
   * @param address `s3://BUCKET` or `s3://BUCKET/PREFIX`
   * @param environment has the credentials
   * @throws {NeuroveilError} "usage", "input" when the bucket cannot be listed
   */
  static async open(
    address: string,
    environment: Readonly<Record<string, string | undefined>>,
  ): Promise<BucketRoot> {
    const [bucket = "", ...parts] = address.slice(scheme.length).split("/");
    if (parts.at(-1) === "") parts.pop();
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
      throw new NeuroveilError("usage", {
        expected: "s3://BUCKET or s3://BUCKET/PREFIX after --root",
        got: printable(address.slice(0, 200)),
        todo: "names of buckets have 3 to 63 small letters, digits, dots and hyphens",
      });
    }
    const prefix = pathParts(parts.join("/")).map((part) => `${part}/`);
    const client = await BucketClient.open(bucket, bucketAccess(environment));
    const root = new BucketRoot(client, bucket, prefix.join(""));
    // Now, and not with the first of a thousand jobs: whether it is there and may be read.
    for await (const _ of root.below("")) break;
    return root;
  }

  async named(path: string): Promise<string> {
    const whole = isBucketName(path) ? path : "";
    const inside = whole.startsWith(this.shown) || `${whole}/` === this.shown;
    if (!inside) {
      throw new NeuroveilError("input", {
        expected: `a name that begins with ${printable(this.shown)}`,
        got: printable(path.slice(0, 200)),
        todo: "name what the workers have, too, after --root",
      });
    }
    const named = whole.slice(this.shown.length).replace(/\/$/, "");
    pathParts(named);
    return named;
  }

  async read(keys: QueueKeys, path: string): Promise<JobInput> {
    pathParts(path);
    const found = await this.#client.get(`${this.#prefix}${path}`);
    if (found === undefined) {
      throw new NeuroveilError("input", {
        expected: `to read ${printable(`${this.shown}${path}`)}`,
        got: "no such object",
        todo: "check its name",
      });
    }
    const { bytes, modified } = found;
    return {
      bytes,
      content: await contentDigest(keys, bytes),
      permissions: undefined,
      modified: Number.isNaN(modified) ? undefined : modified,
    };
  }

  /** There are no folders to be made. */
  async folder(path: string, _make: boolean): Promise<ResultFolder> {
    const parts = pathParts(path).map((part) => `${part}/`);
    return new ObjectFolder(this.#client, `${this.#prefix}${parts.join("")}`);
  }

  requireConditionalWrites(): Promise<void> {
    return requireConditionalWrites(this.#client, `${this.#prefix}${ownFolder}/`, this.shown);
  }

  /** @returns undefined where there is no such object */
  look(path: string): ReturnType<BucketClient["look"]> {
    return this.#client.look(`${this.#prefix}${path}`);
  }

  /** Objects below a path, without what is hidden; keys are paths below the root. */
  async *below(path: string): AsyncGenerator<ListedObject> {
    const start = `${this.#prefix}${path === "" ? "" : `${path}/`}`;
    for await (const object of this.#client.list(start)) {
      const key = object.key.slice(this.#prefix.length);
      if (isPlainPath(key)) yield { ...object, key };
    }
  }
}

/** Neither hidden, nor the mark of an empty folder, nor anything that no job may name. */
function isPlainPath(key: string): boolean {
  try {
    return pathParts(key).length > 0;
  } catch {
    return false;
  }
}

class ObjectFolder implements ResultFolder {
  readonly #client: BucketClient;
  readonly #start: string;

  constructor(client: BucketClient, start: string) {
    this.#client = client;
    this.#start = start;
  }

  async isThere(name: string): Promise<boolean> {
    return (await this.#client.look(this.#start + name)) !== undefined;
  }

  async holds(name: string, bytes: Uint8Array): Promise<boolean> {
    const found = await this.#client.get(this.#start + name);
    return found !== undefined && Buffer.compare(found.bytes, bytes) === 0;
  }

  output(name: string, { otherwise }: Parameters<ResultFolder["output"]>[1]): MemoryOutput {
    return new MemoryOutput((bytes) => this.#client.put(this.#start + name, bytes, otherwise));
  }

  // What was written of several before one is refused stays: done again, the job finds that it has
  // these bytes.
  async write(...[results, { otherwise }]: Parameters<ResultFolder["write"]>): Promise<void> {
    for (const { name, bytes } of results)
      await this.#client.put(this.#start + name, bytes, otherwise);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Names of what a worker keeps for itself. */
const ownName = /^[\w-]+$/;

class OwnObjects implements OwnFiles {
  readonly #client: BucketClient;
  readonly #start: string;

  constructor(client: BucketClient, start: string) {
    this.#client = client;
    this.#start = start;
  }

  async read(name: string, most: number): Promise<Uint8Array | undefined> {
    try {
      return (await this.#client.get(this.#start + name, most))?.bytes;
    } catch (error) {
      if (error instanceof NeuroveilError && error.code === "limit") return undefined;
      throw error;
    }
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    return this.#client.put(this.#start + name, bytes, undefined);
  }

  // Others may put objects there, under names that lead elsewhere.
  async forget(before: number): Promise<void> {
    for await (const { key, modified } of this.#client.list(this.#start)) {
      const isOwn = key.startsWith(this.#start) && ownName.test(key.slice(this.#start.length));
      if (isOwn && modified < before) await this.#client.remove(key);
    }
  }
}
