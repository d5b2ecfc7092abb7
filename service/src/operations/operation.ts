import type { Job, Operations } from "../threads/jobs.ts";
import {
  readOptions,
  type AnyReaders,
  type OptionReaders,
  type RawOptions,
} from "../requests/options.ts";
import type { PartName, Parts } from "../requests/parts.ts";

/** What can be asked for: one address each, a file in the body. */
export interface Operation extends Described {
  readonly readers: AnyReaders;
  /** @throws {Refusal} "usage" for options that it has not, and as the work */
  readonly perform: (asked: Asked<RawOptions>, desk: Desk) => Promise<Answer>;
}

interface Described {
  /** The address is the same behind a slash. */
  readonly name: keyof Operations;
  readonly summary: string;
  /** Parts of a form beside `file`. */
  readonly parts: readonly PartName[];
  /** Names in the address of options that are lists: `recipient` for `recipients`. */
  readonly lists: Readonly<Record<string, string>>;
  /** Fields of the request's header that it looks at, with what they are for. */
  readonly fields: Readonly<Record<string, string>>;
  /** What comes back, for the description of the service. */
  readonly answer: AnswerDescription;
}

/** An operation whose options are known by name. */
export interface Definition<Options> extends Described {
  readonly readers: OptionReaders<Options>;
  readonly perform: (asked: Asked<Partial<Options>>, desk: Desk) => Promise<Answer>;
}

/** The same as one of many: reads its options, then does it. */
export function operation<Options>(definition: Definition<Options>): Operation {
  const { readers, perform } = definition;
  return {
    ...definition,
    readers,
    perform: async (asked, desk) =>
      perform({ ...asked, options: readOptions(asked.options, readers) }, desk),
  };
}

export interface AnswerDescription {
  readonly description: string;
  readonly types: readonly string[];
  /** Fields of the answer's header, with what they say. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A request that was read and checked. */
export interface Asked<Options> {
  readonly parts: Parts;
  readonly options: Options;
  readonly headers: Headers;
}

/** What an operation may use. */
export interface Desk {
  /** Whether images are encrypted under a passphrase. */
  readonly passphrases: boolean;
  /** Whether there are identities to decrypt with. */
  readonly decrypts: boolean;
  /**
   * Does a job on a worker, after those that came before.
   * @param options stretches: a passphrase; long: it takes a worker for so long that some are kept free
   *   of its kind
   */
  run<Name extends keyof Operations>(
    name: Name,
    job: Omit<Operations[Name][0], keyof Job> & Pick<Job, "bytes">,
    options?: { readonly stretches?: boolean; readonly long?: boolean },
  ): Promise<Operations[Name][1]>;
}

export interface Answer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/** A JSON document as an answer. */
export function jsonAnswer(document: object): Answer {
  return {
    bytes: new TextEncoder().encode(`${JSON.stringify(document)}\n`),
    headers: { "content-type": "application/json" },
  };
}
