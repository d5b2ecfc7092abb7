import { setTimeout as delay } from "node:timers/promises";
import { FailureError } from "@neuroveil/jobs";
import { printable, taken } from "@neuroveil/files";
import type { AwsClient } from "aws4fetch";
import { NeuroveilError, sizeText } from "neuroveil/errors";
import { bucketAddress, type BucketAccess } from "./access.ts";
import { refusalCode, textWithin, unread } from "./answers.ts";
import { listed, type ListedObject } from "./listing.ts";
import { mostBytes, tooLarge } from "../input.ts";

/** Times that the store is asked again which is busy or broken; after that the queue does. */
const retries = 4;
/** Milliseconds, doubled with every time, of which a random part is waited. */
const firstPause = 50;
/** Bytes of a list: a thousand keys of the longest take less than a quarter. */
const mostListed = 16_000_000;

/** What can be done with the objects of a bucket. Every write is whole or not there. */
export class BucketClient {
  readonly #client: AwsClient;
  readonly #address: string;
  readonly #bucket: string;

  private constructor(client: AwsClient, address: string, bucket: string) {
    this.#client = client;
    this.#address = address;
    this.#bucket = bucket;
  }

  static async open(bucket: string, access: BucketAccess): Promise<BucketClient> {
    const { AwsClient } = await import("aws4fetch");
    const { accessKeyId, secretAccessKey, sessionToken, region } = access;
    const client = new AwsClient({
      accessKeyId,
      secretAccessKey,
      region,
      service: "s3",
      // It would leave the bodies of refusals open.
      retries: 0,
      ...(sessionToken !== undefined && { sessionToken }),
    });
    return new BucketClient(client, bucketAddress(bucket, access), bucket);
  }

  /**
   * @returns undefined where there is no such object
   * @throws {NeuroveilError} "input", "limit"
   */
  async get(
    key: string,
    most: number = mostBytes,
  ): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly modified: number } | undefined> {
    const answer = await this.#ask("input", "read", "GET", key);
    if (answer.status === 404) {
      await this.#refuseNoBucket(answer, key);
      return undefined;
    }
    if (answer.status !== 200) throw await this.#refusal("input", "read", key, answer);
    const length = Number(answer.headers.get("content-length") ?? Number.NaN);
    if (length > most) {
      await unread(answer);
      throw tooLarge(length, most, this.#shown(key));
    }
    const modified = Date.parse(answer.headers.get("last-modified") ?? "");
    return { bytes: await this.#body(answer, length, key), modified };
  }

  /**
   * What an object is, without its content.
   * @returns undefined where there is none
   * @throws {NeuroveilError} "input"
   */
  async look(key: string): Promise<Omit<ListedObject, "key"> | undefined> {
    const answer = await this.#ask("input", "look for", "HEAD", key);
    if (answer.status === 404) {
      await unread(answer);
      return undefined;
    }
    if (answer.status !== 200) throw await this.#refusal("input", "look for", key, answer);
    return {
      size: Number(answer.headers.get("content-length") ?? 0),
      modified: Date.parse(answer.headers.get("last-modified") ?? ""),
    };
  }

  /**
   * Writes an object, as a whole or not at all.
   * @param otherwise what to do where the name is taken; undefined: it is replaced
   * @throws {NeuroveilError} "output"
   */
  async put(key: string, bytes: Uint8Array, otherwise: string | undefined): Promise<void> {
    if (otherwise === undefined) await this.#put(key, bytes, {});
    else if (!(await this.putNew(key, bytes))) throw taken(this.#shown(key), otherwise);
  }

  /**
   * Writes an object where there is none.
   * @returns whether there was none
   * @throws {NeuroveilError} "output"
   */
  putNew(key: string, bytes: Uint8Array): Promise<boolean> {
    return this.#put(key, bytes, { "if-none-match": "*" });
  }

  async #put(
    key: string,
    bytes: Uint8Array,
    condition: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
    const answer = await this.#ask("output", "write", "PUT", key, {
      body: bytes as Uint8Array<ArrayBuffer>,
      headers: {
        "content-type": "application/octet-stream",
        "x-amz-content-sha256": Buffer.from(digest).toString("hex"),
        ...condition,
      },
    });
    const isTaken = answer.status === 412;
    if (!answer.ok && !isTaken) throw await this.#refusal("output", "write", key, answer);
    await unread(answer);
    return !isTaken;
  }

  /** Also where there is none. */
  async remove(key: string): Promise<void> {
    const answer = await this.#ask("output", "remove", "DELETE", key);
    if (!answer.ok && answer.status !== 404)
      throw await this.#refusal("output", "remove", key, answer);
    await unread(answer);
  }

  /** Objects whose keys begin so, in the order of their keys. */
  async *list(prefix: string): AsyncGenerator<ListedObject> {
    for (let after: string | undefined = ""; after !== undefined;) {
      const query = new URLSearchParams({
        "list-type": "2",
        "encoding-type": "url",
        prefix,
        ...(after !== "" && { "start-after": after }),
      });
      const answer = await this.#ask("input", "list", "GET", "", {}, query);
      if (answer.status !== 200) throw await this.#refusal("input", "list", prefix, answer);
      const page = listed(await this.#listText(answer, prefix));
      yield* page.objects;
      const last = page.isLast ? undefined : page.objects.at(-1)?.key;
      // In the order of their bytes, or the same page would be asked for for ever.
      if (last !== undefined && Buffer.compare(Buffer.from(last), Buffer.from(after)) <= 0)
        throw this.#words("input", "list", prefix, "the same keys again", "check the store");
      after = last;
    }
  }

  async #ask(
    code: "input" | "output",
    verb: string,
    method: string,
    key: string,
    init: RequestInit = {},
    query?: URLSearchParams,
  ): Promise<Response> {
    const parts = key.split("/");
    // An address cannot say them: it is resolved to another object's before it is signed.
    if (parts.some((part) => part === "." || part === ".."))
      throw this.#words(code, verb, key, 'a part "." or ".."', "rename the object");
    const path = parts.map(encodeURIComponent).join("/");
    // "+" for a space is signed as one by some, and as itself by others.
    const search = query === undefined ? "" : `?${query.toString().replaceAll("+", "%20")}`;
    try {
      // What leads elsewhere is another region, and not followed with what is signed.
      const options: RequestInit = { ...init, method, redirect: "manual" };
      for (let again = 0; ; again++) {
        const answer = await this.#client.fetch(`${this.#address}${path}${search}`, options);
        if (again === retries || !isBusy(answer)) return answer;
        await unread(answer);
        await delay(Math.random() * firstPause * 2 ** again);
      }
    } catch (error) {
      throw this.#away(code, verb, key, error);
    }
  }

  async #listText(answer: Response, prefix: string): Promise<string> {
    let text: string | undefined;
    try {
      text = await textWithin(answer, mostListed);
    } catch (error) {
      throw this.#away("input", "list", prefix, error);
    }
    if (text !== undefined) return text;
    const got = `a page of more than ${sizeText(mostListed)}`;
    throw this.#words("input", "list", prefix, got, "check the store");
  }

  async #body(answer: Response, length: number, key: string): Promise<Uint8Array<ArrayBuffer>> {
    try {
      if (Number.isNaN(length)) throw new Error("no length");
      const bytes = new Uint8Array(length);
      let done = 0;
      for await (const piece of answer.body ?? []) {
        if (done + piece.length > length) throw new Error("more than was said");
        bytes.set(piece, done);
        done += piece.length;
      }
      if (done < length) throw new Error("less than was said");
      return bytes;
    } catch (error) {
      throw this.#away("input", "read", key, error);
    }
  }

  async #refuseNoBucket(answer: Response, key: string): Promise<void> {
    const code = await refusalCode(answer);
    if (code !== "NoSuchBucket") return;
    throw this.#words("input", "read", key, "no such bucket", "check --root");
  }

  async #refusal(
    code: "input" | "output",
    verb: string,
    key: string,
    answer: Response,
  ): Promise<Error> {
    const { status } = answer;
    const said = await refusalCode(answer);
    const got = said === undefined ? `status ${status}` : `status ${status}, ${said}`;
    if (status === 501) {
      const todo = "take a store that knows conditional writes (If-None-Match)";
      return this.#words(code, verb, key, got, todo);
    }
    if (status >= 500 || status === 429 || status === 409 || status === 408) {
      const message = `expected to ${verb} ${printable(this.#shown(key))}, got ${got}; the store is busy or broken`;
      return new FailureError({ code, message, passing: true });
    }
    if (said === "NoSuchBucket")
      return this.#words(code, verb, key, "no such bucket", "check --root");
    if ((status >= 300 && status < 400) || said === "AuthorizationHeaderMalformed")
      return this.#words(code, verb, key, got, "set AWS_REGION to the bucket's region");
    if (status === 401 || status === 403)
      return this.#words(
        code,
        verb,
        key,
        got,
        "check AWS_ACCESS_KEY_ID and its secret, the clock, and what that key may do",
      );
    return this.#words(code, verb, key, got, "see what the store's log says");
  }

  #words(
    code: "input" | "output",
    verb: string,
    key: string,
    got: string,
    todo: string,
  ): NeuroveilError {
    const expected = `to ${verb} ${printable(this.#shown(key))}`;
    return new NeuroveilError(code, { expected, got, todo });
  }

  /** A store that cannot be reached may be there another time. */
  #away(code: "input" | "output", verb: string, key: string, error: unknown): FailureError {
    const cause: unknown = error instanceof Error ? error.cause : undefined;
    const known =
      cause instanceof Error && "code" in cause && typeof cause.code === "string"
        ? ` (${printable(cause.code)})`
        : "";
    const message = `expected to ${verb} ${printable(this.#shown(key))}, got no whole answer${known}; check AWS_ENDPOINT_URL_S3 and the network`;
    return new FailureError({ code, message, passing: true });
  }

  #shown(key: string): string {
    return `s3://${this.#bucket}/${key}`;
  }
}

function isBusy({ status }: Response): boolean {
  return status >= 500 || status === 429;
}
