import type { PreviewSlot } from "../../container/header/chunk-content.ts";
import { encodeCbor } from "../../container/cbor/strict-cbor.ts";
import { repackPreview, type PreviewChange } from "../pack-preview.ts";
import type { Workshop } from "../workshop.ts";
import { flip } from "./changes.ts";
import type { Fault } from "./fault.ts";

const withPreview = { preview: { side: 8 } } as const;

/** What is wrong with a preview, for who opens it (`open.preview`) and for who opens the image. */
export function previewFaults({ keys, key }: Workshop): Fault[] {
  const raw = { key: keys.contentKey };
  const opened = { ...raw, preview: true } as const;
  const change = (changed: PreviewChange) => repackPreview(key, changed);
  return [
    {
      name: "preview-of-none",
      description: "A preview is asked for, and there is none.",
      error: "input",
      open: opened,
    },
    {
      name: "preview-missing",
      description: "The preview was taken out: the image's reader sees it.",
      error: "key",
      from: withPreview,
      forge: { parts: () => ({ preview: undefined }) },
    },
    {
      name: "preview-added",
      description: "A preview was put beside an image that has none, by somebody with its raw key.",
      error: "key",
      from: {},
      forge: { parts: () => ({ preview: slot }) },
    },
    {
      name: "preview-changed",
      description: "One byte of the preview's box changed: the image's reader sees it.",
      error: "key",
      from: withPreview,
      forge: {
        parts: ({ preview }) => ({ preview: { ...preview!, box: flip(preview!.box, 20) } }),
      },
    },
    {
      name: "preview-box",
      description: "One byte of the preview's box changed: its own reader sees it.",
      error: "tampered",
      from: withPreview,
      open: opened,
      forge: {
        parts: ({ preview }) => ({ preview: { ...preview!, box: flip(preview!.box, 20) } }),
      },
    },
    {
      name: "preview-mac",
      description: "One bit of the preview's MAC changed, where the key is known to be right.",
      error: "tampered",
      from: { preview: { side: 8, wrap: "viewer" } },
      open: { identities: [keys.viewer.identity], preview: true },
      forge: { parts: ({ preview }) => ({ preview: { ...preview!, mac: flip(preview!.mac, 0) } }) },
    },
    {
      name: "preview-stranger",
      description: "The image's reader asks for a preview that is not for him.",
      error: "key",
      from: { preview: { side: 8, wrap: "viewer" }, wrap: "reader" },
      open: { identities: [keys.reader.identity], preview: true },
    },
    {
      name: "preview-of-another-image",
      description: "A preview, rightly sealed, of an image with another header.",
      error: "tampered",
      from: withPreview,
      open: opened,
      alter: change({ header: { image: new Uint8Array(32) } }),
    },
    {
      name: "preview-version",
      description: "A preview of version 3.",
      error: "unsupported",
      from: withPreview,
      open: opened,
      alter: change({ header: { version: 3 } }),
    },
    {
      name: "preview-wide",
      description: "A preview of 1,025 pixels across.",
      error: "broken",
      from: withPreview,
      open: opened,
      alter: change({ header: { width: 1025 } }),
    },
    {
      name: "preview-length",
      description: "A preview with a sample too few.",
      error: "broken",
      from: withPreview,
      open: opened,
      alter: change({ samples: (samples) => samples.subarray(1) }),
    },
    {
      name: "preview-unknown-field",
      description: "A field that does not exist in a preview's header.",
      error: "broken",
      from: withPreview,
      open: opened,
      alter: change({ header: { channels: 4 } }),
    },
    {
      name: "preview-file",
      description: "A preview beside a file.",
      error: "broken",
      from: { content: Uint8Array.of(1, 2, 3) },
      repack: () => ({ preview: slot }),
    },
    {
      name: "preview-of-file",
      description: "A preview, rightly sealed, beside a file: its own reader refuses it.",
      error: "broken",
      from: withPreview,
      open: opened,
      alter: change({ beside: { payload: "file" } }),
    },
  ];
}

/** Of the right form, made by nobody. */
const slot: PreviewSlot = {
  box: new Uint8Array(28 + 3),
  mac: new Uint8Array(32),
  header: encodeCbor({
    version: 2,
    image: new Uint8Array(32),
    nonce: new Uint8Array(16),
    width: 1,
    height: 1,
  }),
};
