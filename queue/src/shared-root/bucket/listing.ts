import { NeuroveilError } from "neuroveil/errors";

/** An object as a listing has it. */
export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** When it was written, in milliseconds since 1970. */
  readonly modified: number;
}

/**
 * Reads an answer of ListObjectsV2 whose keys are encoded as in addresses (`encoding-type=url`), so that
 * nothing in it needs more of XML than its brackets.
 * @throws {NeuroveilError} "input" for what is no such answer
 */
export function listed(text: string): {
  readonly objects: readonly ListedObject[];
  readonly isLast: boolean;
} {
  const truncated = /<IsTruncated>(true|false)<\/IsTruncated>/.exec(text)?.[1];
  // The last piece is what stands behind them all.
  const pieces = text.split("</Contents>").slice(0, -1);
  const objects = pieces.map((content) => ({
    key: decoded(field(content, "Key")),
    size: Number(field(content, "Size")),
    modified: Date.parse(field(content, "LastModified")),
  }));
  const isLast = truncated !== "true";
  // A page that is not the last and names nothing would be asked for again and again.
  if (truncated === undefined || (objects.length === 0 && !isLast)) throw strange();
  return { objects, isLast };
}

function field(content: string, name: string): string {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(content);
  if (found === null) throw strange();
  return found[1]!;
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    throw strange();
  }
}

function strange(): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "a list of objects from the store",
    got: "something else",
    todo: "check AWS_ENDPOINT_URL_S3",
  });
}
