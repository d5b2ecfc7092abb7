import { test } from "vitest";
import { falls, stands } from "./controls.test.support.ts";
import { attacks } from "./list.ts";

test.each(attacks)("$id: its control falls", falls);

test.each(attacks)("$id: the other control stands", stands);
