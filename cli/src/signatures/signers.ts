import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exists, printable } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { readInput } from "../files/inputs.ts";
import { privateFolder, type PrivateFolder } from "./private-folder.ts";
import { readSignature, signaturePath } from "./signature-file.ts";
import { keyIn, signatureKey, type SignatureKey } from "./signature-key.ts";
import { namespace, sshKeygen } from "./ssh-keygen.ts";

/** Who signed a file. */
export interface Signer {
  /** The fingerprint of the key, "SHA256:…". */
  readonly key: string;
  /** The name that the list of signers has for it. */
  readonly name?: string;
}

/** One `--signer`. */
interface List {
  /** What it is called in messages. */
  readonly shown: string;
  /** A copy in the form of `allowed_signers`, a line for a line. */
  readonly file: string;
}

/** Stands for the name of a signer where a list has a key alone. */
const nameless = "neuroveil-signer";

const publicKey = /(?:sk-)?(?:ssh|ecdsa)-\S+\s+AAAA/;
const startsWithKey = new RegExp(`^\\s*${publicKey.source}`);

/** Those whose signatures are accepted. */
export class Signers {
  readonly #folder: PrivateFolder;
  readonly #lists: readonly List[];
  #checked = 0;

  private constructor(folder: PrivateFolder, lists: readonly List[]) {
    this.#folder = folder;
    this.#lists = lists;
  }

  /**
   * @param given public keys of SSH, or files of them: `.pub`, or `allowed_signers` as of ssh-keygen(1)
   * @throws {NeuroveilError} "input" when a file cannot be read, "key" when it has no public key
   */
  static async open(given: readonly string[]): Promise<Signers> {
    const lists = await Promise.all(given.map(linesOf));
    // What ssh-keygen reads is ours alone from here on: nobody can exchange it between two looks.
    const folder = await privateFolder();
    const files = lists.map(({ shown }, i) => ({ shown, file: join(folder.path, `${i}.signers`) }));
    try {
      for (const [i, { lines }] of lists.entries())
        await writeFile(files[i]!.file, lines, "latin1");
    } catch (error) {
      folder.remove();
      throw error;
    }
    return new Signers(folder, files);
  }

  /**
   * Looks whether one of the signers has signed these very bytes.
   * @param path of the file that they were read from, beside which the signature lies
   * @throws {NeuroveilError} "input" without a signature, "key" when somebody else made it, "tampered" when
   *   it is of other bytes, "unsupported" without `ssh-keygen`
   */
  async verify(path: string, bytes: Uint8Array): Promise<Signer> {
    const signature = await readSignature(path);
    const beside = printable(signaturePath(path));
    if (signature === undefined) {
      throw new NeuroveilError("input", {
        expected: "a signature beside it (--signer)",
        got: `no file ${beside}`,
        todo: "ask the sender for it",
      });
    }
    const file = join(this.#folder.path, `${this.#checked++}.sig`);
    await writeFile(file, signature);
    const refusals: string[] = [];
    for (const list of this.#lists) {
      const found = await findSigner(list, file, bytes);
      if (!Array.isArray(found)) return found;
      refusals.push(...found);
    }
    throw refusal(await signatureKey(file, bytes), this.#lists, refusals);
  }

  /** Removes the copies. */
  close(): void {
    this.#folder.remove();
  }
}

/** The kind of a key alone, as the shell hands over a key without quotes. */
const kindAlone = /^(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+$/;

/** A line of limits and a key without a name, which ssh-keygen would read as a name without limits. */
const startsWithLimit = /^\s*(?:cert-authority\b|(?:namespaces|valid-after|valid-before)=)/i;

async function linesOf(given: string): Promise<{ readonly shown: string; readonly lines: string }> {
  if (kindAlone.test(given) && !(await exists(given))) {
    throw noKeys("--signer", given, 'put the key in quotes: --signer "ssh-ed25519 AAAA…"');
  }
  const inline = startsWithKey.test(given);
  const shown = inline ? "the key of --signer" : printable(given);
  const text = inline
    ? given
    : Buffer.from(await readInput(given))
        .toString("latin1")
        .replace(/^\u00ef\u00bb\u00bf/, "");
  if (/PRIVATE KEY-----/.test(text)) {
    throw noKeys(shown, "a private one", "name the .pub file beside it");
  }
  const lines = text
    .split(/\r?\n/)
    .map((line) =>
      startsWithKey.test(line) || startsWithLimit.test(line) ? `${nameless} ${line}` : line,
    );
  if (lines.some((line) => !/^\s*#/.test(line) && publicKey.test(line)))
    return { shown, lines: `${lines.join("\n")}\n` };
  throw noKeys(
    shown,
    "none",
    "give a .pub file, a file as ssh-keygen's allowed_signers, or the key",
  );
}

function noKeys(shown: string, got: string, todo: string): NeuroveilError {
  return new NeuroveilError("key", { expected: `public keys of SSH in ${shown}`, got, todo });
}

/** Who of a list has signed; or why nobody has, as far as `ssh-keygen` says. */
async function findSigner(
  { shown, file }: List,
  signature: string,
  bytes: Uint8Array,
): Promise<Signer | string[]> {
  const found = await sshKeygen(["-Y", "find-principals", "-s", signature, "-f", file]);
  const said = [...found.said];
  for (const name of found.ok ? found.stdout.toString().split(/\r?\n/).filter(Boolean) : []) {
    const ran = await sshKeygen(
      ["-Y", "verify", "-f", file, "-I", name, "-n", namespace, "-s", signature],
      bytes,
    );
    const key = ran.ok ? keyIn(ran.stdout.toString()) : undefined;
    if (key !== undefined) {
      return { key: key.fingerprint, ...(name !== nameless && { name: printable(name) }) };
    }
    said.push(...ran.said);
  }
  return said.map((line) => line.replace(file, () => shown));
}

function refusal(
  made: SignatureKey | string,
  lists: readonly List[],
  said: readonly string[],
): NeuroveilError {
  const names = lists.map(({ shown }) => shown).join(" or ");
  if (typeof made !== "string") {
    const reason = said.find((line) => /expired|not yet valid|not permitted/.test(line));
    return new NeuroveilError("key", {
      expected: `a signature by ${names}`,
      got: `one by another key, ${made.kind} ${made.fingerprint}${reason === undefined ? "" : ` (${reason})`}`,
      todo: "do not take it for the sender's",
    });
  }
  const old = said.find((line) => line.startsWith("Unsupported operation"));
  if (old !== undefined) {
    return new NeuroveilError("unsupported", {
      expected: "ssh-keygen of OpenSSH 8.2 or later",
      got: `an older one (${old})`,
      todo: "bring it up to date",
    });
  }
  return new NeuroveilError("tampered", {
    expected: "a signature of this very file",
    got: /namespace/.test(made)
      ? `one that was made for something else than ${namespace}`
      : `one that does not fit (${made})`,
    todo: "file or signature is damaged, changed, or another one's",
  });
}
