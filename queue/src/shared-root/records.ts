import type { Failure } from "@neuroveil/jobs";
import type { Ending } from "../sealed/ending.ts";
import type { QueueKeys } from "../sealed/keys.ts";
import { parsedJson } from "../sealed/order.ts";
import type { OwnFiles } from "./root.ts";

/** Far more than one takes. */
const mostBytes = 1 << 16;

/** What was done for a job. */
export type Carried = Done | Failed;

interface Done {
  /** Of the order, in milliseconds since 1970. */
  readonly issued: number;
  readonly ending: Ending;
}

/** An order that could not be carried out. */
export interface Failed {
  readonly issued: number;
  readonly failure: Failure;
  /** Attempts at this order. */
  readonly times: number;
}

/**
 * Which orders have been carried out or tried, and how they ended: a small sealed file each, below the
 * root that all workers share. Whoever brings an old order again gets nothing done by it, and costs little.
 */
export class Records {
  readonly #files: OwnFiles;
  readonly #keys: QueueKeys;

  constructor(files: OwnFiles, keys: QueueKeys) {
    this.#files = files;
    this.#keys = keys;
  }

  /** What was carried out under an id last; undefined where nothing was. */
  async find(id: string): Promise<Carried | undefined> {
    const bytes = await this.#files.read(id, mostBytes);
    const text = bytes && Buffer.from(bytes).toString("latin1");
    // One that does not open was being written when its worker was killed.
    const opened = text === undefined ? undefined : this.#keys.open("record", text, id);
    return opened === undefined ? undefined : (parsedJson(opened) as Carried | undefined);
  }

  /** Call when the result is there, or when there will be none. */
  add(id: string, carried: Carried): Promise<void> {
    const text = this.#keys.seal("record", JSON.stringify(carried), id);
    return this.#files.write(id, Buffer.from(text, "latin1"));
  }

  /** Forgets what is older, in milliseconds; no worker would carry out an order of that age. */
  forget(age: number): Promise<void> {
    return this.#files.forget(Date.now() - age);
  }
}
