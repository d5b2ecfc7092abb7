import type {
  Area,
  ChosenPayload,
  Decrypted,
  Encryption,
  OpenedRegion,
  PositionedFile,
  Verified,
} from "neuroveil";
import { ringOf, type UnwrappedKeys } from "neuroveil/container";
import { formatOf } from "neuroveil/image";
import type { ContentKey } from "neuroveil/keys";
import { decrypt, encrypt, encryptTo, verify } from "neuroveil/laboratory";
import type { LaboratoryDecryptOptions } from "neuroveil/laboratory";

/** What a job may use while it runs; not part of the job, which may cross to a worker. */
export interface Resources {
  /** Threads for the tiles of one image; undefined: all. */
  readonly threads?: number;
  readonly onProgress?: (done: number) => void;
}

/** One file to encrypt. Plain data, which may cross to a worker. */
export interface SealJob extends Encryption {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentKey: ContentKey;
  /** That of previews, where they are wanted. */
  readonly previewKey?: ContentKey | undefined;
}

/** What became of a file, beside the cipher image. */
export interface Sealed extends ChosenPayload {
  /** Bytes of the cipher image. */
  readonly length: number;
  /** Whether it is a JPEG whose pixels were encrypted, so that it will come back as another format. */
  readonly pixelsOfJpeg: boolean;
}

/** One cipher image to decrypt. Plain data. */
export interface OpenJob {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly keys: UnwrappedKeys;
  readonly bare: boolean;
  readonly unverified: boolean;
  /** Samples where a file was kept beside them. */
  readonly as?: "pixels" | undefined;
}

/** What was skipped or dropped, each a line. */
export interface Warned {
  readonly warnings: readonly string[];
}

/** What was in a cipher image that verifies. */
export type Opened = Verified & Warned;

/** The same with the files to be written. */
export type Restored = Decrypted & Warned;

/** Encrypts one file, as an image when it is one, into another while it is at it. */
export async function sealTo(
  file: PositionedFile,
  { bytes, ...options }: SealJob,
  resources: Resources,
): Promise<Sealed> {
  const { length, ...chosen } = await encryptTo(file, bytes, { ...options, ...resources });
  return { length, ...told(bytes, chosen) };
}

/** The same in memory, for a thread that does not write. */
export async function seal(
  { bytes, ...options }: SealJob,
  resources: Resources,
): Promise<Sealed & { readonly bytes: Uint8Array }> {
  let chosen: ChosenPayload = { payload: "pixels", notKept: [] };
  const onChosen = (found: ChosenPayload): void => {
    chosen = found;
  };
  const veiled = await encrypt(bytes, { ...options, ...resources, onChosen });
  return { bytes: veiled, length: veiled.length, ...told(bytes, chosen) };
}

function told(bytes: Uint8Array, chosen: ChosenPayload): Omit<Sealed, "length"> {
  const pixelsOfJpeg = chosen.payload === "pixels" && formatOf(bytes)?.id === "jpeg";
  return { ...chosen, pixelsOfJpeg };
}

/** Decrypts one cipher image, to its pixels in their own format. */
export function open(job: OpenJob, resources: Resources): Promise<Restored> {
  return opened(decrypt, job, resources);
}

/** Decrypts one cipher image, as {@link open} does, and keeps nothing of it. */
export function check(job: OpenJob, resources: Resources): Promise<Opened> {
  return opened(verify, job, resources);
}

async function opened<T extends Pick<Verified, "regions">>(
  how: (bytes: Uint8Array, options: LaboratoryDecryptOptions) => Promise<T>,
  { bytes, keys: unwrapped, bare, unverified, as }: OpenJob,
  resources: Resources,
): Promise<T & Warned> {
  const warnings: string[] = [];
  const keys = ringOf(unwrapped);
  const onWarning = (warning: string): void => void warnings.push(warning);
  const found = await how(bytes, { keys, bare, unverified, as, onWarning, ...resources });
  return { ...found, warnings: [...warnings, ...closedRegions(found.regions)] };
}

/** What stays encrypted, in a line. */
function closedRegions(regions: readonly OpenedRegion[] = []): string[] {
  const closed = regions.filter(({ opened: is }) => !is);
  if (closed.length === 0) return [];
  const areas = closed.flatMap((region) => region.areas).map(areaText);
  const more = areas.length - mostNamed;
  const where = `${areas.slice(0, mostNamed).join(" ")}${more > 0 ? ` and ${more} more` : ""}`;
  const stay = closed.length === 1 ? "stays" : "stay";
  return [
    `${closed.length} of ${regions.length} regions ${stay} encrypted, for other readers: ${where}`,
  ];
}

/** How many rectangles a line names; the JSON document has them all. */
const mostNamed = 4;

function areaText({ x, y, width, height }: Area): string {
  return [x, y, width, height].join(",");
}
