import { Refusal } from "../errors/refusal.ts";
import { decryptReaders, type DecryptChoice } from "../requests/decrypt-options.ts";
import { attachment } from "./header-text.ts";
import { operation, type Operation } from "./operation.ts";

/** Types of what decrypting gives; nothing that a browser would run. */
const types: Readonly<Record<string, string>> = {
  png: "image/png",
  apng: "image/png",
  jpeg: "image/jpeg",
  tiff: "image/tiff",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  bmp: "image/bmp",
};
const anything = "application/octet-stream";

/** Decrypts a cipher image with the service's own identities, and with nothing else. */
export const decrypt: Operation = operation<DecryptChoice>({
  name: "decrypt",
  summary: "Decrypt a cipher image that was encrypted for the service",
  parts: ["options"],
  readers: decryptReaders,
  lists: {},
  fields: {},
  answer: {
    description: "The image, or the file; nothing of it unless all of it verifies",
    types: [...new Set(Object.values(types)), anything],
    fields: {
      "Neuroveil-Cipher": "Id of the cipher",
      "Neuroveil-Protection": "sealed or authenticated",
      "Neuroveil-Payload": "pixels or file",
      "Neuroveil-Images": "1, or 2 where a second image was encrypted with it",
      "Neuroveil-Modified": "When the original was last changed, in milliseconds since 1970",
    },
  },
  async perform({ parts, options }, desk) {
    if (!desk.decrypts) {
      throw new Refusal(
        "not-offered",
        "expected a service with identities, got one without; start it with --identity",
      );
    }
    const opened = await desk.run("decrypt", { bytes: parts.file.bytes, options });
    const { bytes, format = "", name, modified, payload, cipher, protection, images } = opened;
    return {
      bytes,
      headers: {
        "content-type": Object.hasOwn(types, format) ? types[format]! : anything,
        "content-disposition": attachment(name),
        "neuroveil-cipher": cipher,
        "neuroveil-protection": protection,
        "neuroveil-payload": payload,
        "neuroveil-images": String(images),
        ...(modified !== undefined && { "neuroveil-modified": String(modified) }),
      },
    };
  },
});
