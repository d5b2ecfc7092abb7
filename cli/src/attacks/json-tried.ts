import type { Finding } from "@neuroveil/lab/attacks";
import type { Tried } from "./attack-job.ts";
import { fromJsonPicture, toJsonPicture, type JsonPicture } from "./json-picture.ts";

/** What came of an attack, as data for JSON: its picture is a PNG. */
export type JsonTried = Omit<Finding, "picture"> & { readonly picture?: JsonPicture };

export async function toJsonTried(tried: Tried): Promise<JsonTried> {
  const picture = "picture" in tried ? tried.picture : undefined;
  const json = { ...tried, ...(picture && { picture: await toJsonPicture(picture) }) };
  return json as JsonTried;
}

export async function fromJsonTried({ picture, ...rest }: JsonTried): Promise<Tried> {
  return { ...rest, ...(picture && { picture: await fromJsonPicture(picture) }) };
}
