import type { RegionSlot } from "../../container/header/chunk-content.ts";
import type { Forgery } from "../../container/forge.test.support.ts";
import { flip } from "./changes.ts";
import type { Fault } from "./fault.ts";
import { images } from "../images.ts";
import { repackRegions, type RegionsChange } from "../pack-regions.ts";
import { regionRecipe } from "../region-vectors.ts";
import type { Workshop } from "../workshop.ts";

const from = regionRecipe;

function withOutlines(...outlines: number[][]): RegionsChange {
  return { header: ({ regions }) => ({ regions: { ...(regions as object), outlines } }) };
}

/** What is wrong with regions, for the image's reader and for the viewer, who reads the first of two. */
export function regionFaults({ keys, key }: Workshop): Fault[] {
  const viewer = { identities: [keys.viewer.identity] };
  const fault = (
    name: string,
    description: string,
    error: Fault["error"],
    rest: Omit<Fault, "name" | "description" | "error">,
  ): Fault => ({ name: `region-${name}`, description, error, from, ...rest });
  /** Changed by who has the image's key. */
  const packed = (
    name: string,
    description: string,
    change: RegionsChange,
    error: Fault["error"] = "broken",
    open?: Fault["open"],
  ): Fault =>
    fault(name, description, error, { alter: repackRegions(key, change), ...(open && { open }) });
  const slots = (change: (slots: readonly RegionSlot[]) => readonly RegionSlot[]): Forgery => ({
    parts: ({ regions }) => ({ regions: change(regions!) }),
  });
  return [
    fault("stranger", "An identity that neither the image nor a region is for.", "key", {
      open: { identities: [keys.stranger.identity] },
    }),
    fault("missing", "The regions were taken out.", "key", {
      forge: { parts: () => ({ regions: undefined }) },
    }),
    fault(
      "missing-viewed",
      "The second region was taken out: the reader of the first sees it.",
      "tampered",
      {
        open: viewer,
        forge: slots(([first]) => [first!]),
      },
    ),
    packed(
      "fewer",
      "Two outlines, and one region, by somebody who has the key.",
      { parts: ({ regions }) => ({ regions: regions!.slice(1) }) },
      "tampered",
    ),
    packed("not-told", "Regions that the header does not tell of.", {
      header: { regions: undefined },
    }),
    fault("exchanged", "The two regions exchanged, for the reader of one of them.", "tampered", {
      open: viewer,
      forge: slots(([first, second]) => [second!, first!]),
    }),
    fault("doubled", "The first region in both places.", "tampered", {
      open: viewer,
      forge: slots(([first]) => [first!, first!]),
    }),
    packed(
      "index",
      "The first region, rightly sealed, says that it is the second.",
      { regionHeader: { index: 1 } },
      "tampered",
      viewer,
    ),
    packed(
      "of-another-image",
      "A region, rightly sealed, of an image with another header.",
      { regionHeader: { image: new Uint8Array(32) } },
      "tampered",
      viewer,
    ),
    fault("mac", "One bit of a region's MAC changed.", "tampered", {
      open: viewer,
      forge: slots(([first, second]) => [{ ...first!, mac: flip(first!.mac, 0) }, second!]),
    }),
    packed(
      "version",
      "A region of version 3.",
      { regionHeader: { version: 3 } },
      "unsupported",
      viewer,
    ),
    packed("unknown-field", "A field that does not exist in a region's header.", {
      regionHeader: { width: 5 },
    }),
    fault("visible", "One visible sample changed, for the reader of a region.", "tampered", {
      open: viewer,
      forge: { samples: (samples) => (samples[0]! ^= 1) },
    }),
    fault("visible-image", "One visible sample changed, for the image's reader.", "tampered", {
      forge: { samples: (samples) => (samples[0]! ^= 1) },
    }),
    fault("pixel", "One sample of the first region changed, for its reader.", "tampered", {
      open: viewer,
      forge: { samples: (samples) => (samples[3 * (16 * 2 + 3)]! ^= 1) },
    }),
    fault(
      "pixel-image",
      "One sample of the second region changed, for the image's reader.",
      "tampered",
      {
        forge: { samples: (samples) => (samples[3 * (16 * 8 + 9)]! ^= 1) },
      },
    ),
    fault("outline", "An outline changed by somebody without a key.", "tampered", {
      open: viewer,
      forge: {
        bytes(content) {
          // The first outline's numbers, 2 1 5 4, behind a list of two and one of four.
          const at = Buffer.from(content).indexOf(Buffer.from([0x82, 0x84, 2, 1, 5, 4]));
          return content.with(at + 2, 1);
        },
      },
    }),
    packed("overlap", "Two regions with a common pixel.", withOutlines([2, 1, 5, 4], [6, 4, 7, 3])),
    packed("outside", "A region beyond the image.", withOutlines([2, 1, 5, 4], [10, 7, 7, 3])),
    packed("empty", "A region without pixels.", withOutlines([2, 1, 5, 4], [8, 7, 0, 3])),
    packed("numbers", "Three numbers instead of four.", withOutlines([2, 1, 5, 4], [8, 7, 7])),
    packed("no-outline", "An outline without rectangles.", withOutlines([2, 1, 5, 4], [])),
    packed(
      "many",
      "257 outlines.",
      withOutlines(...Array.from({ length: 257 }, (_, i) => [i % 16, Math.floor(i / 16), 1, 1])),
    ),
    packed(
      "rectangles",
      "4,097 rectangles.",
      withOutlines(Array.from({ length: 4 * 4097 }, () => 1)),
    ),
    packed("short-proof", "Tags of a byte too few.", {
      parts: ({ regions: [first, ...rest] = [] }) => ({
        regions: [{ ...first!, proof: first!.proof.subarray(1) }, ...rest],
      }),
    }),
    packed("image-proof", "A proof of other pixels.", {
      parts: () => ({ proof: new Uint8Array(16) }),
    }),
    packed("image-key-vector", "A key vector in the image's record.", {
      record: () => ({ keyVector: new Uint8Array(32) }),
    }),
    packed(
      "key-vector",
      "Another key vector in a region's record.",
      { regionRecord: { keyVectors: [new Uint8Array(32)] } },
      "tampered",
      viewer,
    ),
    packed(
      "key-vectors",
      "Two key vectors of a region whose pixels are one raster.",
      { regionRecord: { keyVectors: [new Uint8Array(32), new Uint8Array(32)] } },
      "broken",
      viewer,
    ),
    packed("no-key-vector", "None.", { regionRecord: { keyVectors: undefined } }, "broken", viewer),
    packed("two-images", "A record of two images.", {
      record: ({ images: list }) => {
        const [page] = list as [object];
        return { images: [page, page] };
      },
    }),
    packed("authenticated", "Regions of an authenticated image.", {
      header: { protection: "authenticated" },
    }),
    packed("file", "Regions of a file.", { header: { payload: "file" } }),
    {
      ...packed(
        "depth",
        "A visible sample that no sample of 1 bit becomes.",
        { samples: (samples) => (samples[0] = 3) },
        "tampered",
      ),
      from: { ...from, content: images.gray1, regions: [{ areas: [[1, 1, 3, 2]] }] },
    },
  ];
}
