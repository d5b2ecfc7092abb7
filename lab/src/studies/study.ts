import type { Cipher } from "neuroveil/ciphers";

/** Threads on which a study has parts of its work done. */
export interface Workers {
  /** Parts that are done at the same time. */
  readonly width: number;
  /** Does a part as {@link Study.work} does; both it and its result are plain data. */
  readonly run: (part: object) => Promise<unknown>;
}

/** How a study is run. */
export interface StudySettings {
  /** Less of everything, in a minute or two: shows that the study works, and nothing about ciphers. */
  readonly quick: boolean;
  /** Data sets and folders that it reads, as {@link Study.inputs} says. */
  readonly inputs: readonly string[];
  /** Folder of the documents; raw results that take long are kept below it, and not made again. */
  readonly folder?: string | undefined;
  /** For a study that has {@link Study.work}; without them all is done on this thread. */
  readonly workers?: Workers | undefined;
  /** A cipher of one's own, for a study that takes one. */
  readonly own?: Cipher | undefined;
  /**
   * @param done part of the work that is done, 0 to 1
   * @param what it is at
   */
  readonly onProgress?: ((done: number, what: string) => void) | undefined;
}

/** What a study found. */
export interface Findings {
  /** Markdown: tables and what they were measured on. What they mean stands in the page around them. */
  readonly section: string;
  /** What lies beside the page, by name. */
  readonly files?: ReadonlyMap<string, string>;
  /** What must not be, a line each; the call fails where there is one. */
  readonly faults?: readonly string[];
}

/** A question about ciphers, and the page on which figures answer it. */
export interface Study {
  readonly id: string;
  /** What it asks, for a person, in one sentence. */
  readonly question: string;
  /** What it reads, in words; undefined where it reads nothing. */
  readonly inputs?: string;
  /** Whether it is about a cipher of one's own. */
  readonly takesOwn?: true;
  /**
   * The page, from the folder of the documents; its section stands between `<!-- id -->` and
   * `<!-- end of id -->`.
   */
  page(inputs: readonly string[]): string | Promise<string>;
  run(settings: StudySettings): Promise<Findings>;
  /** One part of its work, for a study that divides it; wherever that is done. */
  work?(part: object): Promise<unknown>;
}
