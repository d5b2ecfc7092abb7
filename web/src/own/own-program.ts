import type { Cipher, Raster } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { asScript } from "./as-script.ts";
import harness from "./harness.js?raw";

/** Seconds that the module may take to begin, and for every call. */
const callSeconds = 10;

/** What comes from the frame's worker: anything at all, if the module wants that. */
type Message = Readonly<Record<string, unknown>>;

/** Somebody's own module at work in a frame of opaque origin, asked over a port. */
export class OwnProgram {
  /** Why it is not asked any more. */
  failure: NeuroveilError | undefined;
  readonly #port: MessagePort;
  #number = 0;
  #hear: ((message: Message) => void) | undefined;

  /**
   * @param port to the frame, which starts a worker for the program that it is sent
   * @param text the module
   * @throws NeuroveilError "input" as {@link asScript}
   */
  constructor(port: MessagePort, text: string) {
    this.#port = port;
    port.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (typeof data === "object" && data !== null) this.#hear?.(data as Message);
    });
    port.start();
    const lines = harness.split("\n").length - 1;
    port.postMessage(`${harness}begin(${lines}, async (exported) => { ${asScript(text)}\n});`);
  }

  /**
   * What it exports, to be checked as a module's export in the same thread is.
   * @throws NeuroveilError "input" when it does not begin, or exports no object
   */
  async candidate(): Promise<unknown> {
    const { fields, functions, exported, other, error } = await this.#answer(
      "to begin",
      () => true,
    );
    if (error !== undefined) throw this.#fail("a module that begins", `the error "${line(error)}"`);
    if (typeof fields !== "object" || fields === null) {
      const names = Array.isArray(exported)
        ? exported.slice(0, 20).map(line).join(", ")
        : line(other ?? "no export");
      throw this.#fail("a default export or one named cipher", names || "no export");
    }
    const call = (verb: "encrypt" | "decrypt"): Cipher["decrypt"] | undefined =>
      Array.isArray(functions) && functions.includes(verb)
        ? (raster, key, keyVector) => this.#call(verb, raster, key, keyVector)
        : undefined;
    return { ...fields, encrypt: call("encrypt"), decrypt: call("decrypt") };
  }

  async #call(
    verb: "encrypt" | "decrypt",
    raster: Raster,
    key: Uint8Array,
    keyVector: Uint8Array,
  ): Promise<Uint8Array> {
    if (this.failure !== undefined) throw this.failure;
    const number = ++this.#number;
    const { width, height, channels, bytesPerSample, data } = raster;
    const shape = { width, height, channels, bytesPerSample };
    const given = verb === "encrypt" ? {} : { keyVector: keyVector.slice() };
    const sent = { ...shape, data: new Uint8Array(data) };
    this.#port.postMessage({ number, verb, raster: sent, key: new Uint8Array(key), ...given });
    const answer = await this.#answer(verb, (each) => each["number"] === number);
    const { error, data: made, replaced, key: left, keyVector: found } = answer;
    if (error !== undefined) throw new Error(line(error));
    if (!(made instanceof Uint8Array) || made.length !== data.length)
      throw new Error(`raster.data no longer has its ${data.length} bytes`);
    // Whoever checks a module in the same thread sees such things, and shall see them here.
    if (replaced === true) Object.assign(raster, { data: made });
    else data.set(made);
    if (left instanceof Uint8Array && left.length === key.length) key.set(left);
    return found as Uint8Array;
  }

  /** The next message that is wanted, or a failure when there is none in time. */
  async #answer(what: string, wanted: (message: Message) => boolean): Promise<Message> {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const expected = `an answer to "${what}" within ${callSeconds} seconds`;
        reject(this.#fail(expected, "none", "see that it ends"));
      }, 1000 * callSeconds);
      this.#hear = (message) => {
        if (!wanted(message)) return;
        clearTimeout(timer);
        resolve(message);
      };
    });
  }

  #fail(expected: string, got: string, todo = "see docs/own-cipher.md"): NeuroveilError {
    const of = "a cipher of one's own:";
    this.failure = new NeuroveilError("input", { of, expected, got, todo });
    return this.failure;
  }
}

/** What a stranger's program says, as one short line. */
function line(said: unknown): string {
  return String(said).replace(/\s+/g, " ").slice(0, 200);
}
