import { parseMultipart, type MultipartPart } from "@remix-run/multipart-parser";
import { Refusal } from "../errors/refusal.ts";

/** What a body holds. */
export interface Parts {
  readonly file: Part;
  readonly second?: Part;
  /** JSON. */
  readonly options?: string;
  readonly passphrase?: string;
}

export interface Part {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name?: string;
}

const mostOptions = 1 << 18;
const mostPassphrase = 1 << 10;
/** Bytes of a part's header. */
const maxHeaderSize = 1 << 12;

/** Names of parts that an operation takes beside `file`. */
export type PartName = "second" | "options" | "passphrase";

/**
 * A body as a file of its own, or the parts of a form.
 * @param allowed parts beside `file`; any other is refused, and so is one that comes twice
 * @throws {Refusal} "body" for a form that cannot be read, "usage" for other parts
 */
export function readParts(
  body: Uint8Array<ArrayBuffer>,
  contentType: string | undefined,
  allowed: readonly PartName[],
): Parts {
  const isForm = /^multipart\/form-data\s*(;|$)/i.test(contentType ?? "");
  const parts = isForm ? formParts(body, contentType!, allowed) : { file: { bytes: body } };
  if (parts.file.bytes.length === 0) {
    throw new Refusal("usage", "expected a file in the body, got nothing");
  }
  return parts;
}

function formParts(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
  allowed: readonly PartName[],
): Parts {
  const names: readonly string[] = ["file", ...allowed];
  const found = new Map<string, MultipartPart>();
  for (const part of partsOf(body, contentType, names.length)) {
    const name = nameOf(part);
    if (!names.includes(name)) {
      const got = /^[\w-]{1,40}$/.test(name) ? `"${name}"` : "another";
      throw new Refusal("usage", `expected parts among ${names.join(", ")}, got ${got}`);
    }
    if (found.has(name)) throw new Refusal("usage", `expected one part "${name}", got several`);
    found.set(name, part);
  }
  const file = filePart(found.get("file"));
  if (file === undefined) throw new Refusal("usage", 'expected a part "file", got none');
  const second = filePart(found.get("second"));
  const options = textPart(found.get("options"), mostOptions);
  const passphrase = textPart(found.get("passphrase"), mostPassphrase);
  return {
    file,
    ...(second && { second }),
    ...(options !== undefined && { options }),
    ...(passphrase !== undefined && { passphrase }),
  };
}

/** Parts as they are found, up to the first that is one too many: what comes behind it is not looked at. */
function* partsOf(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
  maxParts: number,
): Generator<MultipartPart> {
  // RFC 2046 allows 70 characters.
  const { quoted, bare } =
    /;\s*boundary=(?:"(?<quoted>[^"]{1,70})"|(?<bare>[^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType)
      ?.groups ?? {};
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw noForm();
  const { length } = body;
  const limits = { maxParts, maxHeaderSize, maxFileSize: length, maxTotalSize: length };
  try {
    yield* parseMultipart(body, { boundary, ...limits });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw noForm();
  }
}

/** @throws {Refusal} "body" for a header that is no UTF-8 */
function nameOf(part: MultipartPart): string {
  try {
    return part.name ?? "";
  } catch {
    throw noForm();
  }
}

function noForm(): Refusal {
  return new Refusal(
    "body",
    "expected multipart/form-data as RFC 7578 has it, with few parts, got something else",
  );
}

function filePart(part: MultipartPart | undefined): Part | undefined {
  if (part === undefined) return undefined;
  const { filename } = part;
  // Browsers and Node call a file without a name so.
  return { bytes: own(part), ...(filename && filename !== "blob" && { name: filename }) };
}

/** A text, sent as one or as a small file: curl -F options=@options.json */
function textPart(part: MultipartPart | undefined, most: number): string | undefined {
  if (part === undefined) return undefined;
  if (part.size > most) {
    throw new Refusal(
      "usage",
      `expected at most ${most} bytes in the part "${part.name}", got more`,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(own(part));
  } catch {
    throw noForm();
  }
}

/** Its bytes in memory of their own, which can be handed over. */
function own(part: MultipartPart): Uint8Array<ArrayBuffer> {
  return part.bytes as Uint8Array<ArrayBuffer>;
}
