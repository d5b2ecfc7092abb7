import type { FlowId } from "neuroveil/internal/chaos";
import { flowSystems } from "./flow-systems.ts";
import type { GrowthChange, GrowthFigures } from "./measure-growth.ts";
import { growthChanges } from "./measure-growth.ts";
import type { KeyFigures } from "./measure-key.ts";
import type { ResponseFigures, UpdateFigures, WeightFigures } from "./measure-layers.ts";
import type { NoiseFigures } from "./measure-noise.ts";
import type { ImageFigures, PlainFigures } from "./measure-picture.ts";
import { members, type Member } from "./members.ts";
import { black, type Part } from "./parts.ts";

/** A result and the picture, the key or whatever else it is about. */
export interface Entry<T> {
  readonly about: string;
  readonly figures: T;
}

const properties: readonly Part["property"][] = [
  "plain",
  "image",
  "noise",
  "key",
  "growth",
  "update",
  "weight",
  "response",
];

/** What was measured, part by part, in an order of its own. */
export class Recorded {
  readonly entries: readonly (readonly [name: string, result: unknown])[];
  readonly #bySubject = new Map<string, Entry<unknown>[]>();

  /** @param results by the names of their parts, all of them of the same versions of ciphers */
  constructor(results: ReadonlyMap<string, unknown>) {
    const subjects = ["plain", ...members.map(({ cipher }) => cipher.id)];
    const rank = (subject: string): number =>
      subjects.includes(subject) ? subjects.indexOf(subject) : subjects.length;
    const keyed = [...results].map(([name, result]) => {
      const [who, property, about] = name.split(" | ") as [string, Part["property"], string];
      const [subject] = who.split("@") as [string];
      return { name, result, subject, property, about };
    });
    const ordered = keyed.toSorted(
      (a, b) =>
        rank(a.subject) - rank(b.subject) ||
        compare(a.subject, b.subject) ||
        properties.indexOf(a.property) - properties.indexOf(b.property) ||
        compare(a.about, b.about),
    );
    this.entries = ordered.map(({ name, result }) => [name, result]);
    for (const { subject, property, about, result } of ordered) {
      const key = `${subject} | ${property}`;
      const list = this.#bySubject.get(key) ?? [];
      list.push({ about, figures: result });
      this.#bySubject.set(key, list);
    }
  }

  /** Those of which anything was measured on a picture and under a key. */
  get members(): readonly Member[] {
    return members.filter(
      ({ cipher: { id } }) => this.image(id).length > 0 && this.keys(id).length > 0,
    );
  }

  get plain(): readonly Entry<PlainFigures>[] {
    return this.#of("plain", "plain");
  }

  /** Of pictures; without the black image. */
  image(id: string): readonly Entry<ImageFigures>[] {
    return this.#of<ImageFigures>(id, "image").filter(({ about }) => about !== black);
  }

  black(id: string): ImageFigures | undefined {
    return this.#of<ImageFigures>(id, "image").find(({ about }) => about === black)?.figures;
  }

  noise(id: string): readonly Entry<NoiseFigures>[] {
    return this.#of(id, "noise");
  }

  keys(id: string): readonly Entry<KeyFigures>[] {
    return this.#of(id, "key");
  }

  /** Of every flow, after a change of its state and of a weight. */
  get growth(): readonly {
    readonly flow: FlowId;
    readonly changed: GrowthChange;
    readonly figures: GrowthFigures;
  }[] {
    return (Object.keys(flowSystems) as FlowId[]).flatMap((flow) =>
      growthChanges.flatMap((changed) => {
        const found = this.#of<GrowthFigures>(flow, "growth").find(
          ({ about }) => about === changed,
        );
        return found === undefined ? [] : [{ flow, changed, figures: found.figures }];
      }),
    );
  }

  get update(): UpdateFigures | undefined {
    return this.#of<UpdateFigures>("cells", "update")[0]?.figures;
  }

  get weight(): WeightFigures | undefined {
    return this.#of<WeightFigures>("conv-single", "weight")[0]?.figures;
  }

  response(id: string): readonly ResponseFigures[] {
    return this.#of<readonly ResponseFigures[]>(id, "response")[0]?.figures ?? [];
  }

  #of<T>(subject: string, property: Part["property"]): readonly Entry<T>[] {
    return (this.#bySubject.get(`${subject} | ${property}`) ??
      []) as unknown as readonly Entry<T>[];
  }
}

/** By code units, the same everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
