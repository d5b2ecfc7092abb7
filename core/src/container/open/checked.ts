import type { Cipher } from "../../ciphers/cipher.ts";
import { cipherIds, loadCipher } from "../../ciphers/registry.ts";
import { NeuroveilError } from "../../errors.ts";
import { toHex } from "../../bytes/hex.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import type { Carrier } from "../carrier/carrier.ts";
import type { ChunkContent } from "../header/chunk-content.ts";
import type { Header } from "../header/header.ts";
import { unlock, type Unlocked } from "../header/unlock.ts";
import { checkPromised } from "../original/original.ts";
import { besideFile } from "../preview/preview.ts";
import type { Protector } from "../protection/protector.ts";
import { protectors } from "../protection/protectors.ts";
import type { SealedRecord } from "../record/record.ts";
import { checkResidual } from "../residual/check-residual.ts";
import { chunkGrid, type ChunkGrid } from "../shape/chunk-grid.ts";

/** A cipher image of which everything was checked that stands before its pixels. */
export interface Checked {
  readonly content: ChunkContent;
  readonly unlocked: Unlocked;
  readonly cipher: Cipher;
  readonly protector: Protector;
  readonly grid: ChunkGrid;
}

/** What that takes. */
export interface HeadOptions {
  readonly keys: KeyRing;
  readonly bare?: boolean | undefined;
  readonly ciphers?: readonly Cipher[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Steps 2 to 7 of "Opening" (docs/format.md). @throws NeuroveilError as `openContainer` */
export async function checkHead(
  { geometry, content }: Pick<Carrier, "geometry"> & { readonly content: ChunkContent },
  { keys, bare, ciphers, signal }: HeadOptions,
  unverified: boolean,
  warn: (message: string) => void,
): Promise<Checked> {
  const unlocked = await unlock(content, keys, unverified, signal);
  const { header } = unlocked;
  if (!unlocked.verified) warn("the header's MAC does not match; going on without");
  if (header.protection === "bare" && bare !== true) throw bareRefused();
  const cipher = await findCipher(header, ciphers);
  checkResidual(header, content, cipher, unverified);
  checkPromised(header, content);
  if (content.preview !== undefined && header.payload === "file") throw besideFile();
  checkGeometry(header, { geometry });
  const protector = protectors[header.protection];
  const grid = chunkGrid(header, header);
  if (content.proof.length !== protector.proofBytes(grid.count)) {
    throw new NeuroveilError("broken", {
      expected: `a proof of ${protector.proofBytes(grid.count)} bytes`,
      got: content.proof.length,
    });
  }
  return { content, unlocked, cipher, protector, grid };
}

/** The key vector that came with an image; of a cipher without one, nothing. @throws NeuroveilError "broken" */
export function keyVectorIn(
  { unlocked, cipher, protector }: Checked,
  record: SealedRecord,
): Uint8Array {
  const holder = protector.keyVectorInHeader ? unlocked.header : record;
  const keyVector = holder.keyVector ?? new Uint8Array(0);
  if (keyVector.length === cipher.keyVectorBytes) return keyVector;
  throw new NeuroveilError("broken", {
    expected: `a key vector of ${cipher.keyVectorBytes} bytes`,
    got: keyVector.length,
  });
}

export async function findCipher(
  header: Header,
  given: readonly Cipher[] | undefined,
): Promise<Cipher> {
  const ids = given?.map(({ id }) => id) ?? cipherIds;
  if (!ids.includes(header.cipher)) {
    throw new NeuroveilError("unsupported", {
      expected: `a cipher of ${ids.join(", ")}`,
      got: header.cipher,
      todo: "use a newer neuroveil",
    });
  }
  const cipher = given?.find(({ id }) => id === header.cipher) ?? (await loadCipher(header.cipher));
  const made = header.weights === undefined ? "" : toHex(header.weights);
  if (made === (cipher.weights ?? "")) return cipher;
  throw new NeuroveilError("weights", {
    expected: `an image made with this package's weights of ${cipher.id}`,
    got: "one made with others",
    todo: "use the neuroveil version that made it",
  });
}

export function checkGeometry(header: Header, { geometry }: Pick<Carrier, "geometry">): void {
  const names = ["width", "height", "channels", "bytesPerSample"] as const;
  const differs = names.find((name) => header[name] !== geometry[name]);
  if (differs === undefined) return;
  throw new NeuroveilError("tampered", {
    expected: `a carrier with ${differs} ${header[differs]}`,
    got: geometry[differs],
    todo: "the cipher image was resized or converted",
  });
}

/**
 * One error for all that is known only after decrypting: which of the checks failed would tell whoever
 * alters an image something of what it decrypts to.
 */
export function tampered(): NeuroveilError {
  return new NeuroveilError("tampered", {
    expected: "pixels that decrypt to what was sealed",
    got: "others",
    todo: "get the file again from its sender",
  });
}

export function bareRefused(): NeuroveilError {
  return new NeuroveilError("unsupported", {
    expected: "a sealed or authenticated image",
    got: "a bare one, in which changes may go unseen",
    todo: ["accept it with ", { option: "bare" }],
  });
}
