import {
  ageFile,
  readHeader,
  readPreviewHeader,
  readRegions,
  type Header,
  type RegionDescription,
} from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import type { Inspection } from "./inspection.ts";

/**
 * What a cipher image says about itself in clear. None of it is verified: that takes the key.
 * @throws {NeuroveilError} "broken" when its header cannot be read
 */
export function describeCipherImage(bytes: Uint8Array): Inspection {
  const header = readHeader(bytes);
  const { width, height, channels, cipher, protection, payload } = header;
  const bits = 8 * header.bytesPerSample;
  const wrapped = ageFile(bytes);
  const preview = readPreviewHeader(bytes);
  const regions = readRegions(bytes);
  return {
    json: {
      kind: "cipher",
      format: "png",
      width,
      height,
      channels,
      bits,
      pages: 1,
      bytes: bytes.length,
      version: header.version,
      cipher,
      protection,
      payload,
      ...(header.residual === false && { lossy: true }),
      ...(header.original && { original: true }),
      key: keyOf(wrapped),
      ...(preview && {
        preview: { width: preview.width, height: preview.height, key: keyOf(preview.wrapped) },
      }),
      ...(regions && {
        regions: regions.map(({ areas, wrapped: own }) => ({ areas, key: keyOf(own) })),
      }),
    },
    lines: [
      ["kind", "cipher image (unverified: what its header says)"],
      ["cipher", cipher],
      ["protection", protection],
      ["payload", payloadText(header)],
      ["size", `${width} × ${height}, ${channels} × ${bits} bits`],
      ["key", keyText(wrapped)],
      ...(preview === undefined
        ? []
        : [
            [
              "preview",
              `${preview.width} × ${preview.height}, ${keyText(preview.wrapped)}`,
            ] as const,
          ]),
      ...(regions ?? []).map(
        (region, i) => [`region ${i + 1}`, regionText(region, width * height)] as const,
      ),
    ],
  };
}

function keyOf(wrapped: Uint8Array | undefined): object {
  return wrapped === undefined
    ? { wrapped: false }
    : { wrapped: true, stanzas: stanzaTypes(wrapped) };
}

function keyText(wrapped: Uint8Array | undefined): string {
  return wrapped === undefined ? "given by hand (--key-file)" : readersText(stanzaTypes(wrapped));
}

/** How much of a picture is encrypted there, and for whom beside the image's readers. */
function regionText({ areas, wrapped }: RegionDescription, all: number): string {
  const pixels = areas.reduce((sum, { width, height }) => sum + width * height, 0);
  const share = ((100 * pixels) / all).toFixed(1);
  const { x, y, width, height } = areas[0]!;
  const where = areas.length === 1 ? [x, y, width, height].join(",") : `${areas.length} rectangles`;
  const readers =
    wrapped === undefined ? "for who can decrypt" : `also ${readersText(stanzaTypes(wrapped))}`;
  return `${where}, ${share}% of the picture, ${readers}`;
}

function payloadText({ payload, residual, original, regions }: Header): string {
  if (payload === "file") return "file: the bytes of a file";
  if (regions !== undefined) {
    return `pixels of regions${original ? ", and the file that they come from" : ""}; the rest is visible`;
  }
  if (original) return "pixels, and the file that they come from";
  return residual === false ? "pixels, of which an approximation comes back (--lossy)" : "pixels";
}

/** @throws {NeuroveilError} "key" when the content key was given by hand */
export function wrappedKey(bytes: Uint8Array): Uint8Array {
  const wrapped = ageFile(bytes);
  if (wrapped !== undefined) return wrapped;
  throw new NeuroveilError("key", {
    expected: "a wrapped key for --age",
    got: "an image made with --key-file",
    todo: "nothing is wrapped there",
  });
}

/** For whom a key is wrapped: the types of the stanzas in an age file's header, without grease. */
function stanzaTypes(ageFile: Uint8Array): string[] {
  const text = new TextDecoder("latin1").decode(ageFile.subarray(0, 1 << 17));
  const header = text.slice(0, text.search(/^---/m));
  return [...header.matchAll(/^-> (\S+)/gm)]
    .map((match) => match[1]!)
    .filter((type) => !type.endsWith("-grease"));
}

const readerNames: Readonly<Record<string, string>> = {
  X25519: "an age recipient",
  scrypt: "a passphrase",
  mlkem768x25519: "a post-quantum age recipient",
};

function readersText(types: readonly string[]): string {
  const names = types.map((type) => `${readerNames[type] ?? "another recipient"} (${type})`);
  return `wrapped for ${names.join(", ")}`;
}
