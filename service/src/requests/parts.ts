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

/** Names of parts that an operation takes beside `file`. */
export type PartName = "second" | "options" | "passphrase";

/**
 * A body as a file of its own, or the parts of a form.
 * @param allowed parts beside `file`; any other is refused, and so is one that comes twice
 * @throws {Refusal} "body" for a form that cannot be read, "usage" for other parts
 */
export async function readParts(
  body: Uint8Array<ArrayBuffer>,
  contentType: string | undefined,
  allowed: readonly PartName[],
): Promise<Parts> {
  const isForm = /^multipart\/form-data\s*(;|$)/i.test(contentType ?? "");
  const parts = isForm ? await formParts(body, contentType!, allowed) : { file: { bytes: body } };
  if (parts.file.bytes.length === 0) {
    throw new Refusal("usage", "expected a file in the body, got nothing");
  }
  return parts;
}

async function formParts(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
  allowed: readonly PartName[],
): Promise<Parts> {
  const form = await parsed(body, contentType);
  const names = ["file", ...allowed];
  for (const name of new Set(form.keys())) {
    if (!names.includes(name)) {
      const got = /^[\w-]{1,40}$/.test(name) ? `"${name}"` : "another";
      throw new Refusal("usage", `expected parts among ${names.join(", ")}, got ${got}`);
    }
    if (form.getAll(name).length > 1) {
      throw new Refusal("usage", `expected one part "${name}", got several`);
    }
  }
  const file = await filePart(form, "file");
  if (file === undefined) throw new Refusal("usage", 'expected a part "file", got none');
  const second = await filePart(form, "second");
  const options = await textPart(form, "options", mostOptions);
  const passphrase = await textPart(form, "passphrase", mostPassphrase);
  return {
    file,
    ...(second && { second }),
    ...(options !== undefined && { options }),
    ...(passphrase !== undefined && { passphrase }),
  };
}

async function parsed(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new Refusal(
      "body",
      "expected multipart/form-data as RFC 7578 has it, got something else",
    );
  }
}

async function filePart(form: FormData, name: string): Promise<Part | undefined> {
  const value = form.get(name);
  if (value === null) return undefined;
  if (typeof value === "string") {
    throw new Refusal(
      "usage",
      `expected a file in the part "${name}", got a text; give it a filename`,
    );
  }
  const bytes = new Uint8Array(await value.arrayBuffer());
  return value.name === "" || value.name === "blob" ? { bytes } : { bytes, name: value.name };
}

/** A text, sent as one or as a small file: curl -F options=@options.json */
async function textPart(form: FormData, name: string, most: number): Promise<string | undefined> {
  const value = form.get(name);
  if (value === null) return undefined;
  const length = typeof value === "string" ? value.length : value.size;
  if (length > most) {
    throw new Refusal(
      "usage",
      `expected at most ${most} characters in the part "${name}", got more`,
    );
  }
  return typeof value === "string" ? value : await value.text();
}
