import { ciphers, defaultCipher } from "../ciphers/index.ts";
import { protections } from "../container/header/header.ts";
import { forge, type Forgery } from "../container/forge.test.support.ts";
import { chunkBytes } from "../image/png/chunks.ts";
import { images, secondImages } from "./images.ts";
import { pack, unpack } from "./pack.ts";
import { regionVectors } from "./region-vectors.ts";
import { residualVectors } from "./residual-vectors.ts";
import { recut, rewriteChunks } from "./rewrite.ts";
import { toBase64, type Vector } from "./vector.ts";
import type { Workshop } from "./workshop.ts";

const text = new TextEncoder().encode("A file that is no image.\n");
const { rgb8, tall } = images;

/** Every way in which a file may be right. */
export async function validVectors(shop: Workshop): Promise<Vector[]> {
  const vectors: Vector[] = [];
  for (const protection of protections) {
    vectors.push(
      await shop.valid(
        { name: `rgb8-${protection}`, content: rgb8, protection, fileName: "ramp.jpg" },
        `An RGB image with every kind of metadata, ${protection}.`,
      ),
      await shop.valid(
        { name: `file-${protection}`, content: text, protection, fileName: "notes.txt" },
        `A text file, ${protection}.`,
      ),
      await shop.valid(
        { name: `chunks-${protection}`, content: tall, protection, chunks: { chunkRows: 256 } },
        `Three chunks of 256, 256 and 188 rows and as many tiles, ${protection}.`,
      ),
      await shop.valid(
        {
          name: `grid-${protection}`,
          content: rgb8,
          protection,
          chunks: { chunkRows: 5, chunkBytes: 20 },
        },
        `Nine chunks in three columns of 20, 20 and 8 bytes a row, ${protection}.`,
      ),
    );
  }
  for (const [name, content] of Object.entries(images)) {
    if (content === rgb8 || content === tall) continue;
    const { width, height, channels, bits } = content;
    vectors.push(
      await shop.valid(
        { name: `image-${name}`, content },
        `${width} x ${height} pixels, ${channels} channels, ${bits} bits.`,
      ),
    );
  }
  const iccName = "\ufeffprofile";
  vectors.push(
    await shop.valid(
      {
        name: "image-byte-order-mark",
        content: { ...rgb8, metadata: { ...rgb8.metadata, iccName } },
      },
      "A text of the record that begins with U+FEFF, which is a character of it like any other.",
    ),
  );
  for (const { id } of ciphers.filter(({ id }) => id !== defaultCipher)) {
    vectors.push(
      await shop.valid({ name: `cipher-${id}`, content: rgb8, cipher: id }, `Cipher ${id}.`),
    );
  }
  vectors.push(
    await shop.valid(
      { name: "cipher-cellular-medical-12", content: images.gray12, cipher: "cellular-medical" },
      "Cipher cellular-medical, whose order of bytes is another one above 8 bits.",
    ),
  );
  vectors.push(...(await keyVectors(shop)), ...(await fileVectors(shop)));
  vectors.push(...(await pairVectors(shop)), ...(await residualVectors(shop)));
  vectors.push(...(await originalVectors(shop)), ...(await previewVectors(shop)));
  vectors.push(...(await regionVectors(shop)));
  vectors.push(...(await carrierVectors(shop)), ...(await bareVectors(shop)));
  return vectors;
}

async function keyVectors(shop: Workshop): Promise<Vector[]> {
  const content = images["one-pixel"];
  return [
    await shop.valid(
      { name: "key-recipient", content, wrap: "reader" },
      "The content key is wrapped for an X25519 recipient.",
    ),
    await shop.valid(
      { name: "key-post-quantum", content, wrap: "quantumReader" },
      "The content key is wrapped for an ML-KEM-768 and X25519 recipient.",
    ),
    await shop.valid(
      { name: "key-passphrase", content, wrap: "passphrase" },
      "The content key is wrapped with a passphrase at work factor 10 (writers use 18).",
    ),
    await shop.valid(
      { name: "key-file-for-wrapped", content, wrap: "reader" },
      "The content key itself opens an image whose key is wrapped.",
      shop.opening(),
    ),
  ];
}

async function fileVectors(shop: Workshop): Promise<Vector[]> {
  const empty = { name: "file-empty", content: new Uint8Array(0) };
  const unicode = "Übersicht 写真 👩‍👧.tar.gz";
  const plain = await shop.valid({ name: "file-folder", content: text }, "");
  const open = await unpack(Buffer.from(plain.container, "base64"), shop.key);
  const record = { ...open.record, name: "../../etc/pass\u0007wd" };
  return [
    await shop.valid(empty, "An empty file."),
    await shop.valid(
      { name: "file-modified", content: text, fileName: "notes.txt", modified: 0 },
      "A file that was last changed when 1970 began.",
    ),
    await shop.valid(
      { name: "file-longer", content: new Uint8Array(1500).fill(7), fileName: unicode },
      "Padding above the least length, and a name in several scripts.",
    ),
    {
      name: "file-folder",
      description:
        "A sealed name with folders and a control character: only a base name is restored.",
      open: shop.opening(),
      expect: { ...plain.expect, name: "passwd" },
      container: toBase64(await pack({ ...open, record }, shop.key)),
    },
  ];
}

async function pairVectors(shop: Workshop): Promise<Vector[]> {
  const second = { image: secondImages.rgb8, name: "other.png" };
  const pair = { content: rgb8, fileName: "ramp.jpg", second };
  const vectors: Vector[] = [];
  for (const protection of protections) {
    vectors.push(
      await shop.valid(
        { name: `pair-${protection}`, ...pair, protection, chunks: { chunkRows: 7 } },
        `Two images of 8 and 5 bits, and a chunk that spans both, ${protection}.`,
      ),
    );
  }
  const nameless = { content: images.cmyk, second: { image: secondImages.cmyk } };
  return [
    ...vectors,
    await shop.valid({ name: "pair-cmyk-rgba", ...nameless }, "CMYK above RGBA, without names."),
    await shop.valid(
      {
        name: "pair-modified",
        ...pair,
        modified: 981_173_106_123.456,
        second: { ...second, modified: -1 },
      },
      "Two images with the times of their last changes, to the microsecond and before 1970.",
    ),
    await shop.valid(
      { name: "pair-cellular-dual", ...pair, cipher: "cellular-dual" },
      "Two images through the cipher that takes them together.",
    ),
  ];
}

async function originalVectors(shop: Workshop): Promise<Vector[]> {
  return [
    await shop.valid(
      { name: "original-sealed", content: rgb8, fileName: "ramp.png", original: true },
      "The PNG that the pixels come from is kept beside them.",
    ),
    await shop.valid(
      { name: "original-nameless", content: rgb8, original: true },
      "The same without a name.",
    ),
  ];
}

async function previewVectors(shop: Workshop): Promise<Vector[]> {
  const recipe = { content: rgb8, preview: { side: 8 } } as const;
  const forViewer = { content: rgb8, preview: { side: 8, wrap: "viewer" } } as const;
  const vectors = [
    await shop.preview(
      { name: "preview-raw", ...recipe },
      "8 x 6 pixels under the same raw key as the image.",
    ),
    await shop.preview(
      { name: "preview-wrapped", ...forViewer, wrap: "reader" },
      "A preview for a viewer who cannot open the image.",
    ),
    await shop.valid(
      { name: "preview-beside", ...forViewer, wrap: "reader" },
      "The image, for its reader, who cannot open the preview.",
    ),
    await shop.valid(
      { name: "preview-original", ...recipe, original: true },
      "A preview and the original.",
    ),
  ];
  for (const protection of ["authenticated", "bare"] as const) {
    const name = `preview-${protection}`;
    vectors.push(
      await shop.preview({ name, ...recipe, protection }, `A preview of an ${protection} image.`),
      await shop.valid(
        { name: `${name}-image`, ...recipe, protection },
        `The image that has a preview, ${protection}.`,
      ),
    );
  }
  return vectors;
}

async function carrierVectors(shop: Workshop): Promise<Vector[]> {
  const vector = await shop.valid({ name: "carrier", content: rgb8 }, "");
  const { open, expect } = vector;
  const file = new Uint8Array(Buffer.from(vector.container, "base64"));
  const moved = rewriteChunks(file, (chunks) => {
    const veil = chunks.filter(({ type }) => type === "veIl");
    return chunks.filter(({ type }) => type !== "veIl").toSpliced(-1, 0, ...veil);
  });
  const described = rewriteChunks(file, (chunks) =>
    chunks.toSpliced(1, 0, { type: "tEXt", data: new TextEncoder().encode("Software\0tool") }),
  );
  return [
    {
      name: "carrier-recut",
      description: "The same pixels in other deflate blocks and IDAT chunks.",
      open,
      expect,
      container: toBase64(recut(file)),
    },
    {
      name: "carrier-chunk-last",
      description: "The private chunk behind the pixels.",
      open,
      expect,
      container: toBase64(moved),
    },
    {
      name: "carrier-behind-end",
      description: "Bytes behind IEND, among them another private chunk; they are ignored.",
      open,
      expect,
      container: toBase64(Buffer.concat([file, chunkBytes("veIl", Uint8Array.of(0xa0)), text])),
    },
    {
      name: "carrier-other-chunks",
      description: "A text chunk that a tool added; it is ignored.",
      open,
      expect,
      container: toBase64(described),
    },
  ];
}

async function bareVectors(shop: Workshop): Promise<Vector[]> {
  const bare = { name: "bare", content: rgb8, protection: "bare" } as const;
  const file = await shop.seal(bare);
  const wrongKey = `${shop.keys.contentKey.slice(0, -1)}e`;
  const damaged = await forge(file, { samples: (samples) => (samples[0]! ^= 1) });
  const loseRecord: Forgery = {
    parts: ({ record }) => ({ record: record.map((byte, i) => (i === 9 ? byte ^ 1 : byte)) }),
  };
  const second = { image: secondImages.rgb8 };
  const pair = await shop.seal({ ...bare, name: "bare-pair", second });
  return [
    await shop.unverified(
      "unverified-wrong-key",
      "Bare and unverified, the last bit of the key wrong: noise, and no metadata.",
      file,
      { key: wrongKey },
    ),
    await shop.unverified(
      "unverified-damaged",
      "Bare and unverified, one sample of the cipher image changed.",
      damaged,
      { key: shop.keys.contentKey },
    ),
    await shop.unverified(
      "unverified-no-key-vector",
      "Bare, of a cipher without key vector: nothing shows whether it was changed.",
      await shop.seal({ ...bare, cipher: "cnse" }),
      { key: shop.keys.contentKey },
    ),
    await shop.unverified(
      "unverified-metadata-lost",
      "Bare, the sealed record changed: the pixels come without name and metadata.",
      await forge(file, loseRecord),
      { key: shop.keys.contentKey },
    ),
    await shop.unverified(
      "unverified-pair-lost",
      "Bare, the sealed record of two images changed: they come as one of the carrier's height.",
      await forge(pair, loseRecord),
      { key: shop.keys.contentKey },
    ),
  ];
}
