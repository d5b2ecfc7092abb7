import { sha256 } from "../bytes/sha256.ts";
import { unshared } from "../bytes/unshared.ts";
import { readCarrier } from "../container/carrier/carrier.ts";
import { decodeContent, type PreviewSlot } from "../container/header/chunk-content.ts";
import { forge } from "../container/forge.test.support.ts";
import { openBox, sealBox } from "../container/box/sealed-box.ts";
import { decodeCbor, encodeCbor } from "../container/cbor/strict-cbor.ts";
import { deriveSubkeys } from "../keys/subkeys.ts";

/** What somebody with the preview's key changes. */
export interface PreviewChange {
  readonly header?: object;
  readonly samples?: (samples: Uint8Array) => Uint8Array;
  /** Fields of the image's header, to which the preview is then tied. */
  readonly beside?: object;
}

const bounds = { bytes: 2 ** 17, items: 64 };

/** Seals a file's preview again with right MAC and tag, sense or nonsense; the image's MAC stays. */
export function repackPreview(key: Uint8Array, { header: fields, samples, beside }: PreviewChange) {
  return async (file: Uint8Array): Promise<Uint8Array> => {
    const { preview, header: image } = decodeContent(readCarrier(file).content);
    if (preview === undefined) throw new TypeError("no preview to change");
    const old = decodeCbor(preview.header, "the header", bounds) as { readonly nonce: Uint8Array };
    const changed =
      beside && encodeCbor({ ...(decodeCbor(image, "it", bounds) as object), ...beside });
    const subkeys = await deriveSubkeys(key, old.nonce, "preview");
    const pixels = await subkeys.gcm("pixels");
    const plain = await openBox(pixels, await sha256(preview.header), preview.box, "preview");
    const tied = changed && { image: await sha256(changed) };
    const header = encodeCbor({ ...old, ...tied, ...fields });
    const hash = await sha256(header);
    const mac = await crypto.subtle.sign("HMAC", await subkeys.mac("header-mac"), unshared(hash));
    const nonce = preview.box.slice(0, 12);
    const slot: PreviewSlot = {
      header,
      mac: new Uint8Array(mac),
      box: await sealBox(pixels, hash, samples?.(plain) ?? plain, nonce),
    };
    return forge(file, { parts: () => ({ preview: slot, ...(changed && { header: changed }) }) });
  };
}
