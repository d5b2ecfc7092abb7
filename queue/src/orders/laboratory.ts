import { NeuroveilError } from "neuroveil/errors";
import { contentDigest } from "../shared-root/input.ts";
import type { Root } from "../shared-root/root.ts";
import type { LaboratoryEnding } from "../sealed/ending.ts";
import type { LaboratoryJob } from "../sealed/job.ts";
import type { QueueKeys } from "../sealed/keys.ts";
import { parsedJson } from "../sealed/order.ts";
import type { Means } from "./means.ts";

/** Sealed bytes of a picture, and of what was found. */
const [mostPicture, mostResult] = [2 ** 30, 2 ** 26];

/** Measures, attacks or studies for somebody, and leaves what was found where the job's id leads to. */
export async function workInLaboratory(
  id: string,
  { kind, task, picture }: LaboratoryJob,
  { keys, root, laboratory }: Means,
): Promise<LaboratoryEnding> {
  const bytes = picture === undefined ? undefined : await takePicture(keys, root, picture);
  const found = await laboratory!.run(kind, task, bytes);
  const text = Buffer.from(JSON.stringify({ found }), "utf8");
  await root.own.write(resultName(id), keys.sealBytes("result", text, id));
  return { status: "written" };
}

/** Lays a picture where workers find it, sealed. @returns what a job calls it */
export async function layPicture(
  keys: QueueKeys,
  root: Root,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const name = `p${await contentDigest(keys, bytes)}`;
  await root.own.write(name, keys.sealBytes("picture", bytes, name));
  return name;
}

async function takePicture(
  keys: QueueKeys,
  root: Root,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await root.own.read(name, mostPicture);
  const opened = sealed && keys.openBytes("picture", sealed, name);
  if (opened !== undefined) return new Uint8Array(opened);
  throw new NeuroveilError("input", {
    expected: "the picture that the producer laid below the root",
    got: sealed === undefined ? "none" : "another",
    todo: "ask for it again; producers and workers need the same --root",
  });
}

/** What a job found. @returns undefined where nothing is kept of it */
export async function resultOf(
  keys: QueueKeys,
  root: Root,
  id: string,
): Promise<{ readonly found: unknown } | undefined> {
  const sealed = await root.own.read(resultName(id), mostResult);
  const opened = sealed && keys.openBytes("result", sealed, id);
  if (opened === undefined) return undefined;
  return parsedJson(opened.toString("utf8")) as { readonly found: unknown };
}

function resultName(id: string): string {
  return `r${id.slice(1)}`;
}
