import type { ErrorCode } from "../errors.ts";
import type { Area } from "../container/index.ts";
import type { ColourModel, Image, Metadata } from "../image/image.ts";

/** One case of vectors/: a file, how to open it, and what must come of it. schema.json has the rest. */
export interface Vector {
  readonly name: string;
  readonly description: string;
  readonly open: {
    /** Content key, hex. */
    readonly key?: string;
    readonly identities?: readonly string[];
    readonly passphrase?: string;
    readonly bare?: true;
    readonly unverified?: true;
    /** The preview is opened, and not the image. */
    readonly preview?: true;
  };
  readonly expect: Expectation;
  /** What is derived on the way, for whoever implements the format; hex. Valid cases only. */
  readonly derived?: Readonly<Record<string, string>>;
  /** The cipher image, base64. */
  readonly container: string;
}

export type Expectation =
  | { readonly error: ErrorCode }
  /** RGB samples of 8 bits. */
  | { readonly preview: { readonly width: number; readonly height: number; readonly data: string } }
  | {
      readonly cipher: string;
      readonly protection: string;
      readonly name: string | null;
      /** When the file was last changed, in milliseconds since 1970. */
      readonly modified?: number;
      readonly warnings: number;
      readonly payload: "file";
      /** base64 */
      readonly bytes: string;
    }
  | {
      readonly cipher: string;
      readonly protection: string;
      readonly name: string | null;
      /** When the file was last changed, in milliseconds since 1970. */
      readonly modified?: number;
      readonly warnings: number;
      readonly payload: "pixels";
      /** Where the image is an approximation: a lossy cipher, without its residual. */
      readonly lossy?: true;
      readonly image: ImageJson;
      /** Where these pixels alone were encrypted: each region, and whether it was opened. */
      readonly regions?: readonly { readonly areas: readonly Area[]; readonly opened: boolean }[];
      /** Where the file that the pixels come from was kept; base64. */
      readonly original?: { readonly name: string | null; readonly bytes: string };
      /** Where two images share the carrier. */
      readonly second?: {
        readonly name: string | null;
        readonly modified?: number;
        readonly image: ImageJson;
      };
    };

/** An image with its byte strings in base64. */
export interface ImageJson {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bits: number;
  readonly colour: ColourModel;
  readonly data: string;
  readonly metadata: Jsonified<Metadata>;
}

type Jsonified<T> = T extends Uint8Array
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Jsonified<T[K]> }
    : T;

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

export function imageToJson(image: Image): ImageJson {
  const plain: unknown = JSON.parse(
    JSON.stringify(image, (_, value: unknown) =>
      value instanceof Uint8Array ? toBase64(value) : value,
    ),
  );
  return plain as ImageJson;
}
