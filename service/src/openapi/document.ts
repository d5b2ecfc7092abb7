import { problemType } from "../errors/problem.ts";
import { statuses, type Code } from "../errors/statuses.ts";
import { operations } from "../operations/list.ts";
import type { Operation } from "../operations/operation.ts";
import type { Settings } from "../settings/settings.ts";

/** Codes that any request may come to; the rest are of the work. */
const common: readonly Code[] = ["host", "origin", "rate", "internal"];
const ofWork = (Object.keys(statuses) as Code[]).filter(
  (code) => !["route", "method", "output"].includes(code),
);

/** The description of the service as OpenAPI 3.1, from the same tables that it works by. */
export function openApiDocument({ tokens, limits }: Pick<Settings, "tokens" | "limits">): object {
  const guarded = tokens.length > 0 ? { security: [{ token: [] }] } : {};
  const paths = Object.fromEntries(
    operations.map((operation) => [
      `/${operation.name}`,
      { post: { ...describe(operation), ...guarded } },
    ]),
  );
  return {
    openapi: "3.1.1",
    info: {
      title: "Neuroveil",
      version: "0.1.0",
      summary: "Neural image encryption over HTTP",
      description: `Bodies of at most ${limits.bodyBytes} bytes, images of at most ${limits.sampleBytes} bytes of samples, ${limits.requestsPerMinute} requests a minute.`,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths: {
      ...paths,
      "/health/live": document("live", "Whether the process answers", json),
      "/health/ready": {
        get: {
          ...document("ready", "Whether it takes requests", json).get,
          responses: {
            "200": { description: "It does", content: { "application/json": {} } },
            "503": { description: "It is being stopped", content: { "application/json": {} } },
          },
        },
      },
      "/openapi.json": document("openapi", "This description", json),
      "/metrics": {
        get: {
          ...document("metrics", "Measurements for Prometheus", "text/plain").get,
          ...guarded,
        },
      },
      "/problems/{code}": {
        get: {
          ...document("problem", "What a code of a problem means", json).get,
          parameters: [
            {
              name: "code",
              in: "path",
              required: true,
              schema: { type: "string", enum: Object.keys(statuses) },
            },
          ],
        },
      },
    },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { Problem: problemSchema },
    },
  };
}

const json = "application/json";

function document(id: string, summary: string, type: string): { readonly get: object } {
  return {
    get: {
      operationId: id,
      summary,
      responses: {
        "200": { description: summary, content: { [type]: {} } },
        ...problems(common),
      },
    },
  };
}

const problemSchema = {
  type: "object",
  description: "A problem as RFC 9457 has it",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", enum: Object.keys(statuses) },
  },
};

function describe(operation: Operation): object {
  const { name, summary, fields, answer } = operation;
  return {
    operationId: name,
    summary,
    parameters: [...addressParameters(operation), ...Object.entries(fields).map(fieldParameter)],
    requestBody: {
      required: true,
      content: {
        "application/octet-stream": {},
        "multipart/form-data": { schema: formSchema(operation) },
      },
    },
    responses: {
      "200": {
        description: answer.description,
        content: Object.fromEntries(answer.types.map((type) => [type, {}])),
        headers: Object.fromEntries(
          Object.entries(answer.fields).map(([field, description]) => [
            field,
            { description, schema: { type: "string" } },
          ]),
        ),
      },
      ...problems(ofWork),
    },
  };
}

function fieldParameter([name, description]: readonly [string, string]): object {
  return { name, in: "header", description, schema: { type: "string" } };
}

function addressParameters({ readers, lists }: Operation): readonly object[] {
  const inAddress = Object.fromEntries(Object.entries(lists).map(([short, name]) => [name, short]));
  return Object.entries(readers)
    .filter(([, reader]) => reader.inAddress)
    .map(([name, { expected, schema }]) => ({
      name: inAddress[name] ?? name,
      in: "query",
      description: expected,
      schema,
    }));
}

function formSchema({ parts, readers }: Operation): object {
  const bytes = { type: "string", contentMediaType: "application/octet-stream" };
  const options = Object.fromEntries(
    Object.entries(readers).map(([name, { expected, schema }]) => [
      name,
      { ...schema, description: expected },
    ]),
  );
  const known = {
    second: bytes,
    options: {
      type: "string",
      contentMediaType: json,
      contentSchema: { type: "object", properties: options, additionalProperties: false },
    },
    passphrase: { type: "string" },
  };
  return {
    type: "object",
    required: ["file"],
    properties: {
      file: bytes,
      ...Object.fromEntries(parts.map((part) => [part, known[part]])),
    },
    additionalProperties: false,
  };
}

/** Answers by status, each with the codes that it may come with. */
function problems(codes: readonly Code[]): object {
  const byStatus = grouped(codes);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      String(status),
      {
        description: ofStatus
          .map((code) => `${problemType(code)}: ${statuses[code].title}`)
          .join("; "),
        content: {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
        },
      },
    ]),
  );
}

function grouped(codes: readonly Code[]): ReadonlyMap<number, readonly Code[]> {
  const byStatus = new Map<number, Code[]>();
  for (const code of codes) {
    const { status } = statuses[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}
