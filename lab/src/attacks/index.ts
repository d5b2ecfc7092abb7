export type { Attack, Evidence, Need, Setting, Setup } from "./attack.ts";
export { attacks } from "./list.ts";
export { containerOracle, type CipherFile, type Oracle } from "./oracle.ts";
export { runAttack, type AttackOptions, type Finding, type NotTried } from "./run-attack.ts";
