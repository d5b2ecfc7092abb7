import { Refusal } from "../errors/refusal.ts";
import { encryptLists, encryptReaders, type EncryptChoice } from "../requests/encrypt-options.ts";
import { attachment, headerText } from "./header-text.ts";
import { operation, type Asked, type Operation } from "./operation.ts";

const passphraseField = "neuroveil-passphrase";

/** Encrypts a file for recipients, or under a passphrase where that is offered. */
export const encrypt: Operation = operation<EncryptChoice>({
  name: "encrypt",
  summary: "Encrypt a file into a PNG that looks like noise",
  parts: ["second", "options", "passphrase"],
  readers: encryptReaders,
  lists: encryptLists,
  fields: {
    "Neuroveil-Passphrase":
      "A passphrase of visible ASCII, in place of recipients, where the service was started with --passphrases",
  },
  answer: {
    description: "The cipher image",
    types: ["image/png"],
    fields: {
      "Neuroveil-Payload": "pixels or file: what was encrypted",
      "Neuroveil-Notes": "What of the file will not come back, where something will not",
    },
  },
  async perform(asked, desk) {
    const { parts, options } = asked;
    const { file, second } = parts;
    const passphrase = passphraseOf(asked);
    if (passphrase !== undefined && !desk.passphrases) {
      throw new Refusal(
        "not-offered",
        "expected recipients, got a passphrase; name recipients, or have the service started with --passphrases",
      );
    }
    // A name in the form's own field, where the options have none.
    const name = options.name ?? file.name;
    const { bytes, payload, notes } = await desk.run(
      "encrypt",
      {
        bytes: file.bytes,
        options: { ...options, ...(name !== undefined && { name }) },
        passphrase,
        second,
      },
      { stretches: passphrase !== undefined },
    );
    return {
      bytes,
      headers: {
        "content-type": "image/png",
        "content-disposition": attachment("image.veil.png"),
        "neuroveil-payload": payload,
        ...(notes.length > 0 && { "neuroveil-notes": headerText(notes.join("; ")).slice(0, 2048) }),
      },
    };
  },
});

function passphraseOf({ parts, headers }: Asked<unknown>): string | undefined {
  const field = headers.get(passphraseField) ?? undefined;
  if (field === undefined) return parts.passphrase;
  if (parts.passphrase !== undefined) {
    throw new Refusal("usage", "expected one passphrase, got one in the header and one in a part");
  }
  // A field has bytes, and nobody says of which encoding.
  if (!/^[!-~](?:[ -~]{0,1022}[!-~])?$/.test(field)) {
    throw new Refusal(
      "usage",
      'expected a passphrase of at most 1024 characters of visible ASCII in the header, got another; send it in the part "passphrase"',
    );
  }
  return field;
}
