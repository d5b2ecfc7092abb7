import { NeuroveilError } from "../../errors.ts";
import { mostWrappedBytes } from "../../keys/age-wrap.ts";
import { Fields } from "../cbor/fields.ts";
import { formatVersion } from "../header/header.ts";
import { mostRegions } from "../shape/outline.ts";
import { decodeCbor } from "../cbor/strict-cbor.ts";

/** What stands in clear of a region, beside its outline; trust none of it before its MAC is checked. */
export interface RegionHeader {
  readonly version: number;
  /** SHA-256 of the header of the image that it belongs to. */
  readonly image: Uint8Array;
  /** Its place in the list, from 0. */
  readonly index: number;
  /** Salt of every subkey, 16 bytes. */
  readonly nonce: Uint8Array;
  /** The region's content key wrapped for readers of its own; absent where it has none. */
  readonly wrapped?: Uint8Array | undefined;
}

const bounds = { bytes: 1 << 17, items: 16 };

/**
 * Reads a region's header and bounds every number in it; says nothing about who wrote it.
 * @throws NeuroveilError "broken"; "unsupported" when another version is needed
 */
export function decodeRegionHeader(bytes: Uint8Array): RegionHeader {
  const what = "a region's header";
  const fields = new Fields(decodeCbor(bytes, what, bounds), what);
  const version = fields.integer("version", 1, 0xffff);
  if (version !== formatVersion) {
    throw new NeuroveilError("unsupported", {
      expected: `a version ${formatVersion} region`,
      got: `version ${version}`,
      todo: "use a newer neuroveil",
    });
  }
  const header = {
    version,
    image: fields.bytes("image", 32),
    index: fields.integer("index", 0, mostRegions - 1),
    nonce: fields.bytes("nonce", 16),
    wrapped: fields.optional("wrapped", (f, name) => f.bytes(name, 1, mostWrappedBytes)),
  };
  fields.end();
  return header;
}
