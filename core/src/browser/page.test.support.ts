/** What runs in the page: the library as it is built, and the code under it, for tests to call. */
import * as ciphers from "../ciphers/index.ts";
import * as container from "../container/index.ts";
import * as image from "../image/index.ts";
import * as library from "../index.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import * as keys from "../keys/index.ts";
import { hybridWeights } from "../networks/generated/hybrid-weights.ts";
import { encodeBase64, openVector } from "./open-vector.test.support.ts";

async function take(path: string): Promise<Uint8Array> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface Loaded {
  readonly library: typeof library;
  readonly ciphers: typeof ciphers;
  readonly container: typeof container;
  readonly image: typeof image;
  readonly keys: typeof keys;
  /** The weights of the hybrid cipher that ship with the package, a safetensors file. */
  readonly hybridWeights: Uint8Array;
  /** Fetches what a test has `put`. */
  readonly take: typeof take;
  readonly sha256: typeof sha256;
  readonly encodeBase64: typeof encodeBase64;
  readonly openVector: typeof openVector;
}

declare global {
  /** Set in the page that `openPage` opens. */
  var neuroveil: Loaded;
}

globalThis.neuroveil = {
  library,
  ciphers,
  container,
  image,
  keys,
  hybridWeights: decodeBase64(hybridWeights),
  take,
  sha256,
  encodeBase64,
  openVector,
};
