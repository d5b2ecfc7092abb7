import { Command, InvalidArgumentError, Option } from "commander";
import type { RegionChoice } from "neuroveil";
import type { Area } from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import { readInput } from "../files/inputs.ts";
import { recipient } from "../keys/key-options.ts";

/** A region as it was named, and for whom it is beside those who can decrypt. */
interface NamedRegion {
  readonly where: Area | { readonly mask: string };
  recipients?: readonly string[];
}

export interface RegionFlags {
  /** All that were named, in their order: the three flags have one list. */
  readonly region?: readonly NamedRegion[];
  readonly mask?: readonly NamedRegion[];
}

/** The flags that name regions; each `--region-recipient` belongs to the region before it. */
export function addRegionOptions(command: Command): Command {
  const named: NamedRegion[] = [];
  const add = (where: NamedRegion["where"]): NamedRegion[] => {
    named.push({ where });
    return named;
  };
  return command
    .addOption(
      new Option("--region <x,y,w,h>", "encrypt these pixels alone; may be repeated").argParser(
        (value: string) => add(area(value)),
      ),
    )
    .addOption(
      new Option("--mask <image>", "encrypt what is not black in it, alone").argParser(
        (value: string) => add({ mask: value }),
      ),
    )
    .addOption(
      new Option(
        "--region-recipient <age1…>",
        "who can open the region or mask before it, too; may be repeated",
      ).argParser((value: string) => {
        const last = named.at(-1);
        if (last === undefined) {
          throw new InvalidArgumentError("Give it behind the --region or --mask that it is for.");
        }
        last.recipients = recipient(value, last.recipients);
        return named;
      }),
    );
}

export function area(value: string): Area {
  const numbers = value.split(",").map(Number);
  const [x, y, width, height] = numbers as [number, number, number, number];
  const whole = numbers.length === 4 && numbers.every(Number.isSafeInteger);
  if (whole && !value.includes(" ")) return { x, y, width, height };
  throw new InvalidArgumentError("Give four whole numbers: X,Y,W,H.");
}

/** The masks among them, which may be standard input. */
export function masksOf({ region, mask }: RegionFlags): string[] {
  return (region ?? mask ?? []).flatMap(({ where }) => ("mask" in where ? [where.mask] : []));
}

/**
 * The regions of a call, with their masks read: what can be told to be wrong without an image is told here.
 * @throws {NeuroveilError} "usage" where regions of different readers overlap, and for what is none
 */
export async function chosenRegions({
  region,
  mask,
}: RegionFlags): Promise<readonly RegionChoice[] | undefined> {
  const named = region ?? mask;
  if (named === undefined) return undefined;
  const choices: RegionChoice[] = [];
  for (const { where, recipients } of named) {
    const place = "mask" in where ? { mask: await readMask(where.mask) } : where;
    choices.push({ ...place, ...(recipients && { recipients }) });
  }
  const { planRegions } = await import("neuroveil/container");
  await planRegions(choices);
  return choices;
}

async function readMask(path: string): Promise<Uint8Array> {
  if (path !== "") return await readInput(path);
  throw new NeuroveilError("usage", { expected: "an image after --mask", got: "an empty name" });
}
