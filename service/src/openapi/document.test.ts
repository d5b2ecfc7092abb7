import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { statuses, type Code } from "../errors/statuses.ts";
import { operations } from "../operations/list.ts";
import { defaultLimits } from "../settings/limits.ts";
import { openApiDocument } from "./document.ts";

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly security?: unknown;
            readonly responses: object;
            readonly parameters?: readonly { readonly name: string; readonly in: string }[];
          }
        >
      >
    >
  >;
}

const document = openApiDocument({ tokens: ["x"], limits: defaultLimits }) as Described;

test("is valid OpenAPI 3.1, and what is not is found", async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document) as never)).toMatchObject({
    valid: true,
  });
  expect(validator.version).toBe("3.1");
  const wrong = structuredClone(document) as unknown as { paths: Record<string, unknown> };
  wrong.paths["/encrypt"] = { post: { responses: 7 } };
  expect((await new Validator().validate(wrong as never)).valid).toBe(false);
});

test("has every operation with its options, none of which is a secret", () => {
  const posted = Object.keys(document.paths).filter((path) => "post" in document.paths[path]!);
  expect(posted).toEqual(operations.map(({ name }) => `/${name}`));
  const inAddress = posted.flatMap((path) =>
    document.paths[path]!["post"]!.parameters!.filter((each) => each.in === "query").map(
      ({ name }) => name,
    ),
  );
  expect(inAddress).toEqual([
    "recipient",
    "cipher",
    "protection",
    "payload",
    "modified",
    "lossy",
    "keepOriginal",
    "preview",
    "image",
    "as",
    "cipher",
    "positions",
  ]);
});

test("asks for a token where there is one", () => {
  expect(document.paths["/decrypt"]!["post"]!.security).toEqual([{ token: [] }]);
  const open = openApiDocument({ tokens: [], limits: defaultLimits }) as Described;
  expect(open.paths["/decrypt"]!["post"]!.security).toBeUndefined();
});

test("says every status that work may come to", () => {
  const { responses } = document.paths["/encrypt"]!["post"]!;
  const elsewhere: ReadonlySet<Code> = new Set(["route", "method"]);
  for (const code of Object.keys(statuses) as Code[])
    if (!elsewhere.has(code)) expect(responses).toHaveProperty(`${statuses[code].status}`);
});
