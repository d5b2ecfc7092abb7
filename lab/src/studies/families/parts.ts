import type { FlowId } from "neuroveil/internal/chaos";
import type { Image } from "neuroveil/image";
import { middleOf, toneLike } from "../../analysis/made-images.ts";
import { growthChanges, growthFigures, type GrowthChange } from "./measure-growth.ts";
import { flowSystems } from "./flow-systems.ts";
import { keyFigures } from "./measure-key.ts";
import { responseFigures, updateFigures, weightFigures } from "./measure-layers.ts";
import { noiseFigures } from "./measure-noise.ts";
import { imageFigures, plainFigures } from "./measure-picture.ts";
import { families, memberById, type FamilyId, type Member } from "./members.ts";

/** A picture of the study: the middle of an image, in 8 bits and three channels. */
export interface Picture {
  readonly name: string;
  readonly image: Image;
}

/** One part of the study: plain data, so that it can be done on another thread. */
export interface Part {
  readonly property:
    | "plain"
    | "image"
    | "noise"
    | "key"
    | "growth"
    | "update"
    | "weight"
    | "response";
  /** Of a cipher, or of a flow. */
  readonly subject: string;
  /** Of a picture, or what else is varied. */
  readonly about: string;
  readonly image?: Image;
  readonly quick: boolean;
}

/** The name of the cipher image that is made of no picture. */
export const black = "black";
/** Keys of which small changes are measured, on a scene of so many rows and columns. */
const keySide = 32;
/** Ciphers whose native key is a noise vector z of bytes, and one that is not smooth, for comparison. */
const generators = ["gan-perturbation", "gan-exact"];

/**
 * Under which a part's result is kept. A changed cipher has another version, and what was measured of it
 * before no longer counts.
 * @param versions of ciphers, by their ids
 */
export function partName(
  { property, subject, about }: Part,
  versions: ReadonlyMap<string, string>,
): string {
  const version = versions.get(subject);
  return `${version === undefined ? subject : `${subject}@${version}`} | ${property} | ${about}`;
}

/** All parts of a study of these pictures. */
export function allParts(
  members: readonly Member[],
  pictures: readonly Picture[],
  scene: Image,
  quick: boolean,
): readonly Part[] {
  const noiseSide = quick ? 32 : 64;
  const keys = quick ? 1 : 2;
  const part = (
    property: Part["property"],
    subject: string,
    about: string,
    image?: Image,
  ): Part => ({ property, subject, about, quick, ...(image && { image }) });
  const small = middleOf(scene, keySide);
  const flat = { name: black, image: toneLike(pictures[0]!.image, 0) };
  return [
    ...pictures.map(({ name, image }) => part("plain", "plain", name, image)),
    ...members.flatMap(({ cipher: { id } }) => [
      ...[...pictures, flat].map(({ name, image }) => part("image", id, name, image)),
      ...pictures.map(({ name, image }) => part("noise", id, name, middleOf(image, noiseSide))),
      ...Array.from({ length: keys }, (_, key) => part("key", id, `key ${key}`, small)),
    ]),
    ...Object.keys(flowSystems).flatMap((id) =>
      growthChanges.map((change) => part("growth", id, change)),
    ),
    part("update", "cells", "4 x 4"),
    part("weight", "conv-single", "weights", small),
    ...generators.map((id) => part("response", id, "z", small)),
  ];
}

/** Does one part. */
export async function measurePart({
  property,
  subject,
  about,
  image,
  quick,
}: Part): Promise<unknown> {
  if (property === "plain") return plainFigures(image!);
  if (property === "growth") {
    const [starts, time] = quick ? [4, 30] : [24, 200];
    return growthFigures(subject as FlowId, about as GrowthChange, starts, time);
  }
  if (property === "update") return updateFigures();
  if (property === "weight") return await weightFigures(image!);
  const { cipher, group } = memberById(subject)!;
  if (property === "response") return await responseFigures(cipher, image!);
  if (property === "image") return await imageFigures(cipher, about, image!);
  if (property === "noise") return await noiseFigures(cipher, about, image!);
  const thorough = !quick && families.includes(group as FamilyId);
  return await keyFigures(cipher, Number(about.slice("key ".length)), image!, thorough);
}
