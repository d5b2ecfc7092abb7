import type { Permissions, Sink } from "@neuroveil/files";
import type { QueueKeys } from "../sealed/keys.ts";
import type { JobInput } from "./input.ts";

/** What producers and workers share, and below which all paths of jobs lie: a folder, or a part of a bucket. */
export interface Root {
  /** For people. */
  readonly shown: string;
  /** What the queue itself keeps there, where no job can name it. */
  readonly own: OwnFiles;
  /**
   * What a job calls a path of this machine.
   * @param path of something that may not be there yet
   * @throws {NeuroveilError} "input" when it lies elsewhere
   */
  named(path: string): Promise<string>;
  /** @throws {NeuroveilError} "input", "limit" */
  read(keys: QueueKeys, path: string): Promise<JobInput>;
  /**
   * Opens a folder for results.
   * @param make folders that are missing
   * @throws {NeuroveilError} "input" when it is none
   */
  folder(path: string, make: boolean): Promise<ResultFolder>;
  /**
   * Tries, before any work is done, that what is written never replaces anything.
   * @throws {NeuroveilError} "output" where it does, or nothing can be written
   */
  requireConditionalWrites(): Promise<void>;
}

/** Where results of a job go. Nothing there is replaced. */
export interface ResultFolder {
  isThere(name: string): Promise<boolean>;
  /** Whether a file has exactly these bytes. */
  holds(name: string, bytes: Uint8Array): Promise<boolean>;
  /** A result that is there as a whole when it is committed. */
  output(name: string, options: ResultOptions): Sink;
  /**
   * Writes whole results: in a folder all or none; in a bucket one after the other.
   * @throws {NeuroveilError} "output" when a name is taken
   */
  write(results: readonly NamedResult[], options: ResultOptions): Promise<void>;
  close(): Promise<void>;
}

export interface ResultOptions {
  /** Of what it is made from, where that has some. */
  readonly permissions: Permissions | undefined;
  /** What to do where the name is taken. */
  readonly otherwise: string;
}

export interface NamedResult {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly modified: number | undefined;
}

/** Small files of the queue's own, by names of letters, digits, "-" and "_". */
export interface OwnFiles {
  /** @returns undefined where there is none, or one of more bytes */
  read(name: string, most: number): Promise<Uint8Array | undefined>;
  /** What has the name is replaced. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Forgets what was written before, in milliseconds since 1970. */
  forget(before: number): Promise<void>;
}

/** Hidden, so that no batch takes it for pictures and no job can name it. */
export const ownFolder = ".neuroveil-queue";
