// Written by `npm run attacks:record`; do not edit.
import type { CipherRecord } from "../attack-page.ts";

/** What the recorded run of `neuroveil attack --cipher all` found, by cipher. */
export const recorded: Readonly<Record<string, CipherRecord>> = {};
