import type { Failure } from "@neuroveil/jobs";
import type { OpenedRegion } from "neuroveil";
import type { Signer } from "../signatures/signers.ts";

/** How it ended with one input. */
export type Status =
  | "written"
  /** Its result was there already (`--skip-existing`). */
  | "skipped"
  /** It would be written (`--dry-run`). */
  | "planned"
  /** Everything about it verifies (`--check`). */
  | "verified"
  | "failed";

/** What is told of an input, however it ended. */
interface About {
  /** The second of two images that are encrypted into one. */
  readonly secondInput?: string;
  /** The second of two images that were encrypted into one. */
  readonly secondOutput?: string;
  readonly cipher: string | null;
  readonly protection: string | null;
  readonly payload: string | null;
  /** What the input is, where for that reason it became a file unasked. */
  readonly fallback?: string;
  /** What of the input will not come back, where something will not. */
  readonly notKept?: readonly string[];
  /** The file of the signature that was made. */
  readonly signature?: string;
  /** Whose signature was asked for, and found. */
  readonly signer?: Signer;
  /** Present where decrypting gives an approximation. */
  readonly lossy?: true;
  /** Where these pixels alone were encrypted: those that no key opened are still. */
  readonly regions?: readonly OpenedRegion[];
}

/** What `encrypt` and `decrypt` say about one input; the shape of `--json`. */
export interface Result extends About {
  readonly input: string;
  /** Null where there is none, as for what failed and what was only checked. */
  readonly output: string | null;
  readonly status: Status;
  readonly seconds: number;
  readonly error?: Failure;
}

/** What work on one input comes to. */
export interface Done extends About {
  readonly status: Exclude<Status, "failed">;
  readonly output: string | null;
  /** Bytes of the inputs' and of the outputs' files. */
  readonly sizes?: readonly [before: number, after: number];
  /** Names that an image goes by that was only checked. */
  readonly holds?: readonly string[];
  /** What is good to know, each a line. */
  readonly notes?: readonly string[];
  /** What nobody must miss, each a line. */
  readonly warnings?: readonly string[];
}

/** What is known about a result even when it fails. */
export type Known = Pick<Result, "cipher" | "protection" | "secondInput" | "lossy">;

/** The result for an input that could not be done. */
export function failed(input: string, error: Failure, known: Known, seconds = 0): Result {
  return { input, output: null, ...known, payload: null, status: "failed", seconds, error };
}

/** Whether something came of an input in this call. */
export function succeeded({ status }: Result): boolean {
  return status === "written" || status === "verified";
}
