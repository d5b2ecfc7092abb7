import { rowBytes, type Raster } from "../ciphers/raster.ts";
import { NeuroveilError } from "../errors.ts";
import { bytesPerSample, samplesFit, type Image } from "../image/image.ts";
import { baseName, stem } from "./base-name.ts";
import { checkSize } from "./geometry.ts";
import { padme } from "./padme.ts";
import { colourModels, type SealedRecord } from "./record.ts";
import { workBuffer } from "./work-buffer.ts";

/** What is to be encrypted: a raster that may be worked on in place, and what is sealed beside it. */
export interface Source {
  readonly raster: Raster;
  readonly record: SealedRecord;
}

/** Files shorter than this all have the same padded length. */
const leastFileBytes = 256;

interface SourceOptions {
  /** File name. */
  readonly name?: string | undefined;
  /** How many threads the cipher may use. */
  readonly threads?: number | undefined;
}

/**
 * An image as a source; its samples are copied, and of its name the stem is kept.
 * @param reserved memory to copy them to, where there is some of that size
 * @throws NeuroveilError "usage" when the image contradicts itself, "limit" when it is too large
 */
export function pixelsSource(
  image: Image,
  { name, threads }: SourceOptions,
  reserved?: Uint8Array,
): Source {
  const { width, height, channels, bits, colour, data, metadata } = image;
  const whole = [width, height, channels, bits].every(Number.isInteger);
  if (!whole || width < 1 || height < 1 || bits < 1 || bits > 16) {
    throw contradiction(`${width} x ${height} pixels of ${channels} channels and ${bits} bits`);
  }
  if (colourModels[colour] !== channels) throw contradiction(`${channels} channels as ${colour}`);
  const geometry = { width, height, channels, bytesPerSample: bytesPerSample(bits) };
  checkSize(geometry);
  const size = rowBytes(geometry) * height;
  if (data.length !== size) throw contradiction(`${data.length} bytes of samples, not ${size}`);
  if (!samplesFit(data, bits)) throw contradiction(`samples above ${2 ** bits - 1}`);
  const samples = reserved?.length === size ? reserved : workBuffer(size, threads);
  samples.set(data);
  const base = name === undefined ? undefined : baseName(name);
  return {
    raster: { ...geometry, data: samples },
    record: {
      payload: "pixels",
      name: base === undefined ? undefined : stem(base),
      bits,
      colour,
      metadata,
    },
  };
}

/**
 * A file as a source: its bytes, zeros up to a Padmé length, as an 8-bit gray image that is as near
 * to a square as whole rows allow.
 */
export function fileSource(bytes: Uint8Array, { name, threads }: SourceOptions): Source {
  checkSize({ width: bytes.length, height: 1, channels: 1, bytesPerSample: 1 });
  const padded = padme(bytes.length, leastFileBytes);
  const width = Math.ceil(Math.sqrt(padded));
  const height = Math.ceil(padded / width);
  const geometry = { width, height, channels: 1, bytesPerSample: 1 } as const;
  checkSize(geometry);
  const data = workBuffer(width * height, threads);
  data.set(bytes);
  return {
    raster: { ...geometry, data },
    record: {
      payload: "file",
      name: name === undefined ? undefined : baseName(name),
      length: bytes.length,
    },
  };
}

function contradiction(got: string): NeuroveilError {
  return new NeuroveilError(
    "usage",
    `expected an image of 1 to 4 channels and 1 to 16 bits whose fields agree, got ${got}`,
  );
}
