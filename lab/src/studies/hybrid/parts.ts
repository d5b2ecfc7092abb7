import { ciphers } from "neuroveil/ciphers";
import { cipherFingerprint } from "../../attacks/cipher-fingerprint.ts";
import { baselines } from "../../baselines/list.ts";
import { provenance } from "../provenance.ts";
import type { Job } from "../resumed.ts";
import { ablations, measureAblation } from "./measure-ablation.ts";
import {
  measureNetwork,
  measureSearch,
  mostPairs,
  networkPairs,
  networkRows,
} from "./measure-attacks.ts";
import { measureNoise } from "./measure-noise.ts";
import { measurePictures } from "./measure-pictures.ts";
import { measureTimes } from "./measure-times.ts";
import { setRecord, type PictureSet } from "./picture-set.ts";
import { part } from "./records.ts";
import { formed, hybridRows } from "./rows.ts";

/** Every part of the study, in the order in which they are measured; each is done in a minute or two. */
export function hybridParts(sets: readonly PictureSet[], quick: boolean): readonly Job<unknown>[] {
  const rows = hybridRows(quick);
  const all = [...ciphers, ...baselines];
  const attacked = networkRows
    .filter((id) => !quick || id === "hybrid" || id === "permutation-only")
    .map((id) => all.find((cipher) => cipher.id === id)!);
  const pairs = quick ? networkPairs.slice(0, 1) : networkPairs;
  const largest = sets.at(-1)!;
  return [
    {
      name: part.run,
      run: async () => ({ ...(await provenance()), sets: await Promise.all(sets.map(setRecord)) }),
    },
    ...formed(rows).map((cipher) => ({
      name: part.form(cipher.id),
      run: () => cipherFingerprint(cipher),
    })),
    ...sets.flatMap(({ name, images }) =>
      rows.map((cipher) => ({
        name: part.pictures(cipher.id, name),
        run: () => measurePictures(cipher, images),
      })),
    ),
    { name: part.times, run: () => measureTimes(rows, quick) },
    ...rows.map((cipher) => ({
      name: part.search(cipher.id),
      run: () => measureSearch(cipher),
    })),
    ...rows.map((cipher) => ({
      name: part.noise(cipher.id),
      run: () => measureNoise(cipher, quick ? largest.images.slice(0, 2) : largest.images),
    })),
    ...ablations(quick).map((each) => ({
      name: part.ablation(each.name),
      run: () => measureAblation(each, quick),
    })),
    ...attacked.flatMap((cipher) =>
      pairsOf(cipher.id, pairs, quick).map((count) => ({
        name: part.network(cipher.id, "as-used", count),
        run: () => measureNetwork(cipher, count, "as-used"),
      })),
    ),
    ...attacked
      .filter(({ id }) =>
        ["hybrid", "hybrid-literal", "aes-256-gcm", "permutation-only"].includes(id),
      )
      .map((cipher) => ({
        name: part.network(cipher.id, "nonce-reused", pairs.at(-1)!),
        run: () => measureNetwork(cipher, pairs.at(-1)!, "nonce-reused"),
      })),
  ];
}

function pairsOf(id: string, pairs: readonly number[], quick: boolean): readonly number[] {
  return !quick && mostPairs.rows.includes(id) ? [...pairs, mostPairs.pairs] : pairs;
}
