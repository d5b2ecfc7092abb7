import { codecs } from "#codecs";
import { inTurns, type Steps } from "../../turns.ts";
import type { Deflating } from "../codecs.ts";
import type { StreamEncoder, WriteAt } from "../stream-encoder.ts";
import { bytesPerSample, type Image } from "../image.ts";
import { fileOfChunks, pngSignature, type ChunkParts } from "./chunks.ts";
import {
  chunkOf,
  chunksBeside,
  dataChunks,
  originalForm,
  plainForm,
  type Stored,
} from "./encode.ts";
import { headerBytes } from "./header.ts";
import { passesOf } from "./passes.ts";
import { filterUnit, packPass } from "./samples.ts";

type Shape = Omit<Image, "data">;

/** Writes a PNG as `encodePng` does, a few rows at a time. */
export class PngStream implements StreamEncoder {
  readonly #image: Shape;
  readonly #signal: AbortSignal | undefined;
  /** Whether all rows so far can have the form that the image had as PNG. */
  #original: boolean;

  constructor(image: Shape, signal: AbortSignal | undefined) {
    this.#image = image;
    this.#signal = signal;
    this.#original = image.metadata.png !== undefined;
  }

  async look(rows: Uint8Array): Promise<void> {
    if (!this.#original) return;
    this.#original = (await inTurns(originalForm(this.#part(rows)), this.#signal)) !== undefined;
  }

  async encode(rows: AsyncIterable<Uint8Array>, write: WriteAt): Promise<number> {
    const { metadata } = this.#image;
    const { before, after } = await chunksBeside(
      metadata,
      this.#original ? metadata.png : undefined,
    );
    let at = 0;
    const append = async (chunks: readonly ChunkParts[]): Promise<void> => {
      const bytes = await inTurns(fileOfChunks(chunks), this.#signal);
      // Behind the first chunks, there is no signature.
      const part = at === 0 ? bytes : bytes.subarray(pngSignature.length);
      await write(part, at);
      at += part.length;
    };
    let deflating: Deflating | undefined;
    for await (const part of rows) {
      const { header, data } = await inTurns(this.#stored(part), this.#signal);
      const [pass] = passesOf(header);
      if (deflating === undefined) {
        const ihdr = headerBytes({ ...header, height: this.#image.height });
        await append([chunkOf({ type: "IHDR", data: ihdr }), ...before]);
        deflating = await codecs.deflating({
          rowBytes: pass!.rowBytes,
          pixel: filterUnit(header),
        });
      }
      const packed = await inTurns(packPass(header, data, pass!), this.#signal);
      const parts = await deflating.push(packed, this.#signal);
      if (parts.length > 0) await append(dataChunks(parts));
    }
    const end = chunkOf({ type: "IEND", data: new Uint8Array() });
    await append([...dataChunks(await deflating!.end()), ...after, end]);
    return at;
  }

  *#stored(rows: Uint8Array): Steps<Stored> {
    const part = this.#part(rows);
    const stored = this.#original ? yield* originalForm(part) : yield* plainForm(part);
    if (stored === undefined)
      throw new RangeError("rows that were others when they were looked at");
    return stored;
  }

  /** Some rows as an image of their own. */
  #part(rows: Uint8Array): Image {
    const { width, channels, bits } = this.#image;
    return {
      ...this.#image,
      height: rows.length / (width * channels * bytesPerSample(bits)),
      data: rows,
    };
  }
}
