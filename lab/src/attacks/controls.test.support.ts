import { ciphers, type Cipher } from "neuroveil/ciphers";
import { expect } from "vitest";
import { baselines } from "../baselines/index.ts";
import { drawScene } from "../datasets/index.ts";
import type { Attack } from "./attack.ts";
import { attacks } from "./list.ts";
import { runAttack, type Finding } from "./run-attack.ts";

const known: readonly Cipher[] = [...ciphers, ...baselines];
const scene = drawScene(7, 32);
const level = 0.001 / attacks.length;

async function tried(attack: Attack, id: string, seconds: number): Promise<Finding> {
  const cipher = known.find((each) => each.id === id)!;
  const found = await runAttack(attack, cipher, { scene, seed: 3, level, seconds });
  if ("notTried" in found) throw new Error(`not tried: ${found.notTried}`);
  return found;
}

/** That an attack breaks what it must. */
export async function falls(attack: Attack): Promise<void> {
  const found = await tried(attack, attack.controls.falls, 60);
  expect(found).toMatchObject({ broken: true, setting: attack.setting });
  expect(found.interval[0]).toBeGreaterThan(found.chance);
}

/** That it does not break what it must not. */
export async function stands(attack: Attack): Promise<void> {
  const found = await tried(attack, attack.controls.stands, 1);
  expect(found.broken).toBe(false);
}
