import {
  decryptPreview,
  encrypt as seal,
  NeuroveilError,
  type EncryptOptions,
  type RegionChoice,
} from "neuroveil";
import { openContainer, type Opened } from "neuroveil/container";
import { decodeImage, samplesSha256, type Image } from "neuroveil/image";
import {
  createContentKey,
  createKeyRing,
  parseKeyFile,
  parseRecipientFile,
  type ContentKey,
} from "neuroveil/keys";
import type { Key } from "./key.ts";
import type { Region } from "./region.ts";
import type { Task } from "./task.ts";
import { unshared } from "./unshared.ts";

/** What is encrypted, and how. */
export interface EncryptInput extends Pick<
  EncryptOptions,
  "cipher" | "protection" | "payload" | "keepOriginal" | "preview"
> {
  readonly file: File;
  readonly key: Key;
  /** The same for all files of a call, which share one content key. */
  readonly batch: number;
  /** Who may see the preview, one recipient a line; who can open the image where it is empty. */
  readonly previewReaders?: string;
  /** The pixels that alone are encrypted; all of them where it is left out. */
  readonly regions?: readonly Region[] | undefined;
}

/** A cipher image that was decrypted again and compared. */
export interface EncryptOutput {
  /** The PNG: a File, because moving its bytes into one would hold up the page. */
  readonly file: File;
  /** "pixels" where samples were compared, "file" where bytes were. */
  readonly payload: "pixels" | "file";
  /** What will not come back, in a line each. */
  readonly notes: readonly string[];
  /** Of encrypting alone. */
  readonly seconds: number;
}

let known: { readonly batch: number; readonly keys: Promise<Keys> } | undefined;

/** Those of an image, and of the preview beside it. */
interface Keys {
  readonly contentKey: ContentKey;
  readonly previewKey: ContentKey | undefined;
}

/**
 * Encrypts a file, decrypts the result and compares it with the file: what is returned comes back.
 * @throws NeuroveilError as `encrypt` and `decrypt`; "broken" when something else came back
 */
export const encrypt: Task<EncryptInput, EncryptOutput> = async (input, { onProgress }) => {
  const { file, batch, cipher, protection, payload, keepOriginal, preview } = input;
  if (known?.batch !== batch) known = { batch, keys: keysOf(input) };
  const { contentKey, previewKey } = await known.keys;
  const original = new Uint8Array(await file.arrayBuffer());
  const notes: string[] = [];
  const start = performance.now();
  const veiled = await seal(original, {
    contentKey,
    cipher,
    protection,
    payload,
    keepOriginal,
    preview,
    previewKey,
    regions: input.regions?.map(chosenRegion),
    name: file.name,
    modified: file.lastModified,
    onProgress: (done) => onProgress(done * 0.5),
    onWarning: (warning) => notes.push(warning),
  });
  const seconds = (performance.now() - start) / 1000;
  const opened = await openContainer(veiled, {
    keys: createKeyRing({ key: contentKey.bytes }),
    onProgress: (done) => onProgress(0.5 + done * 0.45),
  });
  const same = await cameBack(opened, original);
  if (previewKey !== undefined) await decryptPreview(veiled, { key: previewKey.bytes });
  if (!same) {
    throw new NeuroveilError("broken", {
      expected: "the same picture after decrypting",
      got: "another one",
      todo: "keep the original, and report this",
    });
  }
  onProgress(1);
  const made = new File([unshared(veiled)], `${file.name}.veil.png`, { type: "image/png" });
  return { file: made, payload: opened.payload, notes, seconds };
};

async function keysOf({ key, preview, previewReaders = "" }: EncryptInput): Promise<Keys> {
  const contentKey = await contentKeyOf(key);
  if (preview === undefined) return { contentKey, previewKey: undefined };
  const readers =
    previewReaders.trim() === "" ? key : { kind: "pair" as const, text: previewReaders };
  return { contentKey, previewKey: await contentKeyOf(readers) };
}

async function contentKeyOf({ kind, text }: Key): Promise<ContentKey> {
  if (kind === "passphrase") return await createContentKey({ passphrase: text });
  if (kind === "file") return await createContentKey({ key: parseKeyFile(text) });
  const { recipients } = parseRecipientFile(text);
  return await createContentKey({ recipients });
}

function chosenRegion({ readers, ...area }: Region): RegionChoice {
  // They were drawn on the stored pixels.
  const region = { ...area, stored: true } as const;
  return readers.trim() === ""
    ? region
    : { ...region, recipients: parseRecipientFile(readers).recipients };
}

/** Whether what was opened is what was encrypted: byte for byte a file, sample by sample a picture. */
async function cameBack(opened: Opened, original: Uint8Array): Promise<boolean> {
  if (opened.payload === "file") return sameBytes(opened.bytes, original);
  if (opened.original !== undefined) return sameBytes(opened.original.bytes, original);
  return await sameSamples(opened.image, await decodeImage(original));
}

async function sameSamples(a: Image, b: Image): Promise<boolean> {
  const alike = (["width", "height", "channels", "bits"] as const).every((of) => a[of] === b[of]);
  if (alike && !(a.metadata.origin ?? b.metadata.origin)) return sameBytes(a.data, b.data);
  // Pages and planes lie in memory as their format has them.
  return (await samplesSha256(a)) === (await samplesSha256(b));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // By words where both begin with one: byte by byte took a tenth of a photograph's time.
  const words = (a.byteOffset | b.byteOffset) % 4 === 0 ? a.length >> 2 : 0;
  return (
    equal(wordsOf(a, words), wordsOf(b, words)) &&
    equal(a.subarray(4 * words), b.subarray(4 * words))
  );
}

function wordsOf({ buffer, byteOffset }: Uint8Array, count: number): Uint32Array {
  return count === 0 ? new Uint32Array() : new Uint32Array(buffer, byteOffset, count);
}

function equal(a: Uint8Array | Uint32Array, b: Uint8Array | Uint32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
