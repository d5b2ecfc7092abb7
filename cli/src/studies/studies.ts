import type { Study } from "@neuroveil/lab/studies";
import { NeuroveilError } from "neuroveil/errors";
import { isInstalled } from "../registry/optional-packages.ts";

/** Studies of ciphers, then those of trainings, where the recipes are installed. */
export async function allStudies(): Promise<readonly Study[]> {
  const { studies } = await import("@neuroveil/lab/studies");
  if (!isInstalled("@neuroveil/train")) return studies;
  const { trainingStudies } = await import("@neuroveil/train");
  return [...studies, ...trainingStudies];
}

/** @throws NeuroveilError "usage" where there is none of that name */
export async function studyById(id: string): Promise<Study> {
  const studies = await allStudies();
  const found = studies.find((study) => study.id === id);
  if (found !== undefined) return found;
  throw new NeuroveilError("usage", {
    expected: `a study of ${studies.map((study) => study.id).join(", ")}`,
    got: id,
    todo: "choose one of them",
  });
}
