import { toHex } from "../../bytes/hex.ts";
import { codecs } from "#codecs";
import { concat } from "../../bytes/arrays.ts";
import type { Metadata } from "../image.ts";
import { isUtf8, withoutZeros } from "../text-bytes.ts";
import type { Content } from "./metadata.ts";

/** XMP part 3, PNG. */
const xmpKeyword = "XML:com.adobe.xmp";
const commentKeyword = "Comment";
/** ImageMagick's name for Photoshop's resources, which ExifTool and Exiv2 read as well. */
const resourcesName = "iptc";

/** The text chunks that carry what JPEGs have segments for. */
export async function textChunks(metadata: Metadata): Promise<Content[]> {
  const { xmp, photoshop, comments = [] } = metadata;
  return [
    ...(xmp === undefined ? [] : [internationalText(xmpKeyword, xmp)]),
    ...(photoshop === undefined ? [] : [await rawProfile(resourcesName, photoshop)]),
    ...comments.map(commentChunk),
  ];
}

/** tEXt is Latin-1, in which any byte is a character; what is not ASCII and reads as UTF-8 is that. */
function commentChunk(comment: Uint8Array): Content {
  const text = withoutZeros(comment) ?? comment;
  const ascii = text.every((byte) => byte < 0x80);
  if (!ascii && isUtf8(text)) return internationalText(commentKeyword, text);
  return { type: "tEXt", data: concat([keyword(commentKeyword), text]) };
}

/** iTXt, not compressed, without language and translation. */
function internationalText(name: string, bytes: Uint8Array): Content {
  const text = withoutZeros(bytes) ?? bytes;
  return { type: "iTXt", data: concat([keyword(name), new Uint8Array(4), text]) };
}

/** zTXt in which a profile stands as text: its name, its length, 36 bytes a line in hexadecimal. */
async function rawProfile(name: string, profile: Uint8Array): Promise<Content> {
  const lines = Array.from({ length: Math.ceil(profile.length / 36) }, (_, i) =>
    toHex(profile.subarray(36 * i, 36 * i + 36)),
  );
  const length = String(profile.length).padStart(8);
  const text = ["", name, length, ...lines, ""].join("\n");
  const compressed = await codecs.deflate(new TextEncoder().encode(text));
  const head = keyword(`Raw profile type ${name}`);
  return { type: "zTXt", data: concat([head, new Uint8Array(1), compressed]) };
}

function keyword(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\0`);
}
