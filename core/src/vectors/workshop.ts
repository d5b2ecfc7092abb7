import { nativeKey } from "../keys/native-key.ts";
import { cipherById, defaultCipher, type Cipher } from "../ciphers/index.ts";
import type { Area, Page, Protection } from "../container/index.ts";
import { openContainer } from "../container/index.ts";
import { inMemory } from "../container/carrier/target.ts";
import { sealRaster } from "../container/seal/seal-raster.ts";
import type { ChunkShape } from "../container/shape/chunk-grid.ts";
import { pad } from "../container/box/sealed-box.ts";
import { encodeCbor } from "../container/cbor/strict-cbor.ts";
import { fileSource, pixelsSource, type Source } from "../container/seal/source.ts";
import type { Image } from "../image/image.ts";
import { fromHex, toHex } from "../bytes/hex.ts";
import { createKeyRing } from "../keys/key-ring.ts";
import { deriveSubkeys, type SubkeyLabel } from "../keys/subkeys.ts";
import { regionDerived, regionExpectation } from "./region-expectation.ts";
import { seedOf } from "./test-keys.ts";
import { unpack } from "./pack.ts";
import { storedPng, storedZlib } from "./rewrite.ts";
import { drawPicture } from "../container/preview/draw-picture.ts";
import { atOnce } from "../turns.ts";
import type { ContentKey } from "../keys/content-key.ts";
import type { TestKeys, WrapName } from "./test-keys.ts";
import { imageToJson, toBase64, type Expectation, type Vector } from "./vector.ts";

export interface Recipe {
  /** Seeds the nonces, so that a case is the same whenever it is made. */
  readonly name: string;
  readonly content: Image | Uint8Array;
  readonly cipher?: string;
  readonly protection?: Protection;
  readonly wrap?: WrapName;
  readonly fileName?: string;
  /** When that was last changed, in milliseconds since 1970. */
  readonly modified?: number;
  /** An image that shares the carrier, and its file's name. */
  readonly second?: Page;
  readonly chunks?: Partial<ChunkShape>;
  /** Longer side of a preview; its key is raw, or wrapped for the viewer. */
  readonly preview?: { readonly side: number; readonly wrap?: "viewer" };
  /** Keeps a PNG of the image beside it, under the file's name. */
  readonly original?: true;
  /** Leaves the residual of a lossy cipher out. */
  readonly lossy?: true;
  /** Encrypts these rectangles alone; those of `own` have readers of their own. */
  readonly regions?: readonly RegionRecipe[];
  /** Seeds the nonces instead of the name. */
  readonly seed?: string;
}

interface RegionRecipe {
  /** x, y, width, height */
  readonly areas: readonly (readonly [number, number, number, number])[];
  /** Wrapped for the viewer the first, for the quantum reader the second. */
  readonly own?: true;
}

/** Makes containers with nonces that follow from the case's name, and vectors of them. */
export class Workshop {
  readonly keys: TestKeys;
  /** The content key of every vector. */
  readonly key: Uint8Array;

  constructor(keys: TestKeys) {
    this.keys = keys;
    this.key = fromHex(keys.contentKey, 32, "a content key");
  }

  async seal(recipe: Recipe): Promise<Uint8Array> {
    const { name, cipher = defaultCipher, protection = "sealed", wrap } = recipe;
    const seed = await seedOf(recipe.seed ?? name);
    const wrapped = wrap && this.#wrapped(wrap);
    const settings = {
      contentKey: { bytes: this.key, wrapped },
      previewKey: recipe.preview && this.#previewKey(recipe.preview.wrap),
      cipher: cipherById(cipher),
      protection,
      nonce: seed.slice(0, 16),
      lossy: recipe.lossy,
    };
    const fixed = {
      boxNonces: {
        record: seed.slice(16, 28),
        residual: seed.slice(20, 32),
        original: seed.slice(18, 30),
      },
      previewNonces: { slot: seed.slice(8, 24), box: seed.slice(4, 16) },
      regions: recipe.regions?.map(({ own }, index) => ({
        slot: seed.slice(9 + index, 25 + index),
        box: seed.slice(3 + index, 15 + index),
        ...(own && { wrapped: this.#wrapped(index === 0 ? "region0" : "region1") }),
      })),
      deflate: (bytes: Uint8Array) => Promise.resolve(storedZlib(bytes, 65_535)),
      chunks: recipe.chunks ?? {},
    };
    const given = await source(recipe, this.keys);
    const { bytes } = await inMemory((target) =>
      sealRaster({ source: given, settings, target, fixed }),
    );
    return bytes;
  }

  #previewKey(wrap?: WrapName): ContentKey {
    return wrap === undefined
      ? { bytes: this.key, wrapped: undefined }
      : {
          bytes: fromHex(this.keys.previewKey, 32, "a content key"),
          wrapped: this.#wrapped(wrap),
        };
  }

  #wrapped(name: WrapName): Uint8Array {
    return new Uint8Array(Buffer.from(this.keys.wrapped[name], "base64"));
  }

  /** A vector of the preview alone. */
  async preview(
    recipe: Recipe & Required<Pick<Recipe, "preview">>,
    description: string,
  ): Promise<Vector> {
    const { preview, content, name } = recipe;
    if (content instanceof Uint8Array) throw new TypeError("a file has no preview");
    const { width, height, data } = atOnce(drawPicture(content, preview.side));
    return {
      name,
      description,
      open: { ...this.opening(preview.wrap), preview: true },
      expect: { preview: { width, height, data: toBase64(data) } },
      container: toBase64(await this.seal(recipe)),
    };
  }

  /** How the holder of a wrapped key opens it; of a raw one, without `wrap`. */
  opening(wrap?: WrapName): Vector["open"] {
    if (wrap === undefined) return { key: this.keys.contentKey };
    if (wrap === "region0") return { identities: [this.keys.viewer.identity] };
    if (wrap === "region1") return { identities: [this.keys.quantumReader.identity] };
    if (wrap === "passphrase" || wrap === "costly") return { passphrase: this.keys.passphrase };
    const pair = wrap === "notAKey" ? this.keys.reader : this.keys[wrap];
    return { identities: [pair.identity] };
  }

  /** A valid vector; `expect` comes from what was put in, never from opening it. */
  async valid(
    recipe: Recipe,
    description: string,
    open: Vector["open"] = this.opening(recipe.wrap),
  ): Promise<Vector> {
    const file = await this.seal(recipe);
    const { cipher = defaultCipher, protection = "sealed", content, fileName } = recipe;
    const common = { cipher, protection, ...timeOf(recipe), warnings: 0 };
    const expect: Expectation =
      content instanceof Uint8Array
        ? { ...common, payload: "file", name: fileName ?? null, bytes: toBase64(content) }
        : {
            ...common,
            payload: "pixels",
            name: stemOf(fileName),
            ...(recipe.lossy && { lossy: true }),
            image: imageToJson(recipe.lossy ? await this.approximation(file, content) : content),
            ...(recipe.original && {
              original: { name: fileName ?? null, bytes: toBase64(storedPng(content)) },
            }),
            ...(recipe.second && {
              second: {
                name: stemOf(recipe.second.name),
                ...timeOf(recipe.second),
                image: imageToJson(recipe.second.image),
              },
            }),
          };
    return {
      name: recipe.name,
      description,
      open: protection === "bare" ? { ...open, bare: true } : open,
      expect,
      derived: await this.derived(file),
      container: toBase64(file),
    };
  }

  /**
   * A vector with regions: for the image's reader, or for readers of some of them.
   * @param reader how they are opened, and which of them he sees
   */
  async regions(
    recipe: Recipe & Required<Pick<Recipe, "regions">>,
    description: string,
    reader?: { readonly open: Vector["open"]; readonly opened: readonly number[] },
  ): Promise<Vector> {
    const { content, name, fileName, regions } = recipe;
    if (content instanceof Uint8Array) throw new TypeError("a file has no regions");
    const file = await this.seal(recipe);
    const outlines = regions.map(({ areas }) => areas.map(toArea));
    const image = await regionExpectation(file, content, outlines, reader?.opened);
    const derived = await regionDerived(file, this.key, content, outlines);
    return {
      name,
      description,
      open: reader?.open ?? this.opening(recipe.wrap),
      expect: {
        cipher: defaultCipher,
        protection: "sealed",
        payload: "pixels",
        name: reader === undefined ? stemOf(fileName) : null,
        warnings: 0,
        image: imageToJson(image),
        regions: outlines.map((areas, index) => ({
          areas,
          opened: reader === undefined || reader.opened.includes(index),
        })),
      },
      derived,
      container: toBase64(file),
    };
  }

  /** What the cipher makes of an image and back, without a container. */
  async approximation(file: Uint8Array, image: Image): Promise<Image> {
    const { header } = await unpack(file, this.key);
    const cipher = cipherById(header.cipher);
    const subkeys = await deriveSubkeys(this.key, header.nonce, header);
    const native = await nativeKey(subkeys, header, cipher.nativeKey.bytes);
    const { raster } = await pixelsSource(image, { threads: 1 });
    const keyVector = await cipher.encrypt(raster, native);
    await cipher.decrypt(raster, native, keyVector);
    return { ...image, data: raster.data };
  }

  /** Keys and intermediate results of a container, in hex. */
  async derived(file: Uint8Array): Promise<Record<string, string>> {
    const { header, record, samples, residual } = await unpack(file, this.key);
    const cipher: Cipher = cipherById(header.cipher);
    const subkeys = await deriveSubkeys(this.key, header.nonce, header);
    const labels: SubkeyLabel[] = ["header-mac", "metadata"];
    if (header.protection === "sealed") labels.push("seal");
    if (header.protection === "authenticated") labels.push("image-mac");
    if (residual !== undefined) labels.push("residual");
    if (header.original) labels.push("original");
    const derived: Record<string, string> = { contentKey: toHex(this.key) };
    for (const label of labels) derived[label] = toHex(await subkeys.bytes(label, 32));
    derived["native"] = toHex(await nativeKey(subkeys, header, cipher.nativeKey.bytes));
    const keyVector = header.keyVector ?? record["keyVector"];
    if (keyVector instanceof Uint8Array) derived["keyVector"] = toHex(keyVector);
    derived["record"] = toHex(pad(encodeCbor(record)));
    derived["cipherSamples"] = toHex(samples);
    if (residual !== undefined) derived["residualPlaintext"] = toHex(residual);
    return derived;
  }

  /** What the laboratory sees of a bare image that does not verify; taken from opening it. */
  async unverified(
    name: string,
    description: string,
    file: Uint8Array,
    open: { readonly key: string },
  ): Promise<Vector> {
    let warnings = 0;
    const opened = await openContainer(file, {
      keys: createKeyRing({ key: fromHex(open.key, 32, "a key") }),
      bare: true,
      unverified: true,
      onWarning: () => warnings++,
    });
    if (opened.payload !== "pixels") throw new Error("expected pixels");
    const { cipher, protection, payload, image } = opened;
    return {
      name,
      description,
      open: { ...open, bare: true, unverified: true },
      expect: {
        cipher,
        protection,
        payload,
        name: opened.name ?? null,
        warnings,
        ...(opened.lossy && { lossy: true }),
        image: imageToJson(image),
      },
      container: toBase64(file),
    };
  }
}

function source(
  { content, fileName: name, modified, second, preview, original, regions }: Recipe,
  { viewer, quantumReader }: TestKeys,
): Promise<Source> {
  const options = { name, modified, threads: 1 };
  const readers = [viewer.recipient, quantumReader.recipient];
  const chosen = regions?.flatMap(({ areas, own }, index) =>
    areas.map((area) => ({ ...toArea(area), ...(own && { recipients: [readers[index]!] }) })),
  );
  return content instanceof Uint8Array
    ? fileSource(content, options)
    : pixelsSource(content, {
        ...options,
        second,
        preview: preview?.side,
        regions: chosen,
        original: original && storedPng(content),
      });
}

function timeOf({ modified }: { readonly modified?: number | undefined }): { modified?: number } {
  return modified === undefined ? {} : { modified };
}

function stemOf(name: string | undefined): string | null {
  return name === undefined ? null : name.replace(/\.[^.]*$/, "");
}

function toArea([x, y, width, height]: readonly [number, number, number, number]): Area {
  return { x, y, width, height };
}
