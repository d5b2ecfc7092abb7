import { jsonAnswer, operation, type Operation } from "./operation.ts";

/** Tells what can be told of a file without any key. */
export const inspect: Operation = operation({
  name: "inspect",
  summary: "Tell what an image is, without any key",
  parts: [],
  readers: {},
  lists: {},
  fields: {},
  answer: {
    description: "The document of `neuroveil inspect --json`; of a cipher image, unverified",
    types: ["application/json"],
    fields: {},
  },
  perform: async ({ parts }, desk) =>
    jsonAnswer(await desk.run("inspect", { bytes: parts.file.bytes })),
});
