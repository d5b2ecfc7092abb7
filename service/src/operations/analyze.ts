import { analyzeLists, analyzeReaders, type AnalyzeChoice } from "../requests/analyze-options.ts";
import { jsonAnswer, operation, type Operation } from "./operation.ts";

/** Judges ciphers on an image by the metrics of the field. */
export const analyze: Operation = operation<AnalyzeChoice>({
  name: "analyze",
  summary: "Judge ciphers on an image by the field's metrics",
  parts: ["options"],
  readers: analyzeReaders,
  lists: analyzeLists,
  fields: {},
  answer: {
    description: "The document of `neuroveil analyze --json`",
    types: ["application/json"],
    fields: {},
  },
  perform: async ({ parts, options }, desk) =>
    jsonAnswer(await desk.run("analyze", { bytes: parts.file.bytes, options }, { long: true })),
});
