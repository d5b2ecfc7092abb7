import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { printable, systemError, systemPath } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { agentKeys, namespace, sshKeygen } from "./ssh-keygen.ts";

/**
 * A key of SSH to sign with. It stays with `ssh-keygen`, an agent or a token; here is only the name of
 * its file.
 */
export class SigningKey {
  readonly #path: string;
  /** Whether a passphrase will be asked for, on the terminal. */
  readonly asks: boolean;
  /** One signature at a time: a token blinks for one, a terminal asks for one passphrase. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string, asks = false) {
    this.#path = path;
    this.asks = asks;
  }

  /**
   * Looks whether a key can sign, without having it sign anything.
   * @param path of a private key, or of a public one whose private half an agent has
   * @param files that it is to sign; a passphrase is asked for one at the most
   * @throws {NeuroveilError} "input" when there is no such file, "key" when it cannot sign, "unsupported"
   *   without `ssh-keygen`
   */
  static async open(path: string, files: number): Promise<SigningKey> {
    await requireFile(path);
    const key = resolve(path);
    const said = await whyNotAlone(key);
    if (said === undefined || (await agentHas(key))) return new SigningKey(key);
    const reason = said.join("\n");
    if (/bad permissions/i.test(reason)) {
      throw refused(path, "one that others than its owner can get at", "chmod 600 it");
    }
    if (/passphrase/i.test(reason)) {
      if (files === 1 && process.stderr.isTTY) return new SigningKey(key, true);
      throw refused(
        path,
        "one that a passphrase protects",
        "`ssh-add` hands it to an agent, which asks once for all",
      );
    }
    if (/no such file/i.test(reason)) {
      throw refused(
        path,
        "a public one, whose private half is neither beside it nor in an agent",
        "`ssh-add` hands it to an agent",
      );
    }
    throw refused(
      path,
      `none (${said.at(-1) ?? "ssh-keygen refuses it"})`,
      "name a private key of SSH, or add it to an agent (ssh-add)",
    );
  }

  /**
   * The signature of a file's content, as `ssh-keygen -Y sign` writes it beside a file.
   * @throws {NeuroveilError} "key" when there comes none, and what reading the content throws
   */
  sign(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
    const signed = this.#last.then(() => this.#signNow(content));
    this.#last = signed.catch(() => undefined);
    return signed;
  }

  async #signNow(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
    const ran = await sshKeygen(["-Y", "sign", "-f", this.#path, "-n", namespace], content);
    if (ran.ok && ran.stdout.includes("BEGIN SSH SIGNATURE")) return ran.stdout;
    throw refused(
      this.#path,
      `none (${ran.said.at(-1) ?? "ssh-keygen says nothing"})`,
      "try again",
    );
  }
}

async function requireFile(path: string): Promise<void> {
  const status = await stat(systemPath(path)).catch((error: unknown) => {
    throw systemError("input", `the key ${printable(path)} to sign with`, error);
  });
  const native = typeof systemPath(path) === "string";
  if (status.isFile() && native) return;
  throw refused(path, native ? "no file" : "a name that is no UTF-8", "name a file of a key");
}

/** What keeps a private key from signing without a question; undefined when nothing does. */
async function whyNotAlone(path: string): Promise<readonly string[] | undefined> {
  // Of photo.pub, ssh-keygen takes photo.
  const ran = await sshKeygen(["-y", "-P", "", "-f", path.replace(/\.pub$/, "")]);
  return ran.ok ? undefined : ran.said;
}

async function agentHas(path: string): Promise<boolean> {
  const { ok, stdout } = await sshKeygen(["-E", "sha256", "-l", "-f", path]);
  const [print] = /SHA256:\S{43}/.exec(stdout.toString()) ?? [];
  return ok && print !== undefined && (await agentKeys()).includes(print);
}

function refused(path: string, got: string, todo: string): NeuroveilError {
  return new NeuroveilError("key", {
    expected: `a key to sign with in ${printable(path)}`,
    got,
    todo,
  });
}
