import type { Forgery } from "../../container/forge.test.support.ts";
import type { ErrorCode } from "../../errors.ts";
import type { Bytes, Unpacked } from "../pack.ts";
import type { Vector } from "../vector.ts";
import type { Recipe } from "../workshop.ts";

/** One thing wrong: how to make it from a valid file, and why it must be refused. */
export interface Fault {
  readonly name: string;
  readonly description: string;
  readonly error: ErrorCode;
  /** What the file was before; an RGB image, sealed, unless told. */
  readonly from?: Partial<Recipe>;
  readonly open?: Vector["open"];
  /** Changes that somebody without the key can make; checksums are right. */
  readonly forge?: Forgery;
  /** Other changes to the file, by who has a key. */
  readonly alter?: (file: Uint8Array) => Promise<Uint8Array>;
  /** Changes to the PNG file. */
  readonly file?: (file: Uint8Array) => Uint8Array;
  /** Changes by a writer who has the key; MACs and tags are right. */
  readonly repack?: (open: Unpacked) => Partial<Unpacked> & Bytes;
}
