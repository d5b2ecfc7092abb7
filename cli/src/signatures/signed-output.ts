import { OutputFile, type Sink } from "@neuroveil/files";
import { signaturePath } from "./signature-file.ts";
import type { SigningKey } from "./signing-key.ts";

/** A result with its signature beside it: both are there, or none. */
export class SignedOutput implements Sink {
  readonly #result: OutputFile;
  readonly #signature: OutputFile;
  readonly #key: SigningKey;

  /** @param options of both files, as of {@link OutputFile} */
  constructor(path: string, options: ConstructorParameters<typeof OutputFile>[1], key: SigningKey) {
    this.#result = new OutputFile(path, options);
    this.#signature = new OutputFile(signaturePath(path), options);
    this.#key = key;
  }

  write(...piece: Parameters<Sink["write"]>): ReturnType<Sink["write"]> {
    return this.#result.write(...piece);
  }

  writeAll(bytes: Uint8Array): Promise<void> {
    return this.#result.writeAll(bytes);
  }

  /** @throws {NeuroveilError} "output", "key" when it cannot be signed */
  async commit(): Promise<void> {
    await this.#signature.writeAll(await this.#key.sign(this.#result.content()));
    // In this order: who sees a result finds its signature, even where a kill comes between.
    await OutputFile.commitAll([this.#signature, this.#result]);
  }

  async discard(): Promise<void> {
    await this.#result.discard();
    await this.#signature.discard();
  }
}
