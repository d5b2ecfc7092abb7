import { expect, test } from "vitest";
import { parseAddress } from "./address.ts";

test("Redis: host, port, user, password, database, TLS", () => {
  expect(parseAddress("redis://localhost", undefined)).toMatchObject({
    kind: "redis",
    shown: "redis://localhost",
    connection: { host: "localhost", port: 6379 },
  });
  const { shown, connection } = parseAddress("rediss://me:s%40crt@[::1]:7000/3", undefined);
  expect(shown).toBe("rediss://[::1]:7000/3");
  expect(connection).toMatchObject({
    host: "::1",
    port: 7000,
    username: "me",
    password: "s@crt",
    db: 3,
    tls: {},
  });
});

test("a password from elsewhere is taken as it is", () => {
  const { connection } = parseAddress("redis://localhost", "a/b@c%");
  expect(connection).toMatchObject({ password: "a/b@c%" });
});

test("PostgreSQL: what is shown is neither password nor options", () => {
  const url = "postgres://me:secret@db:5433/jobs?sslmode=require";
  expect(parseAddress(url, undefined)).toMatchObject({
    kind: "postgres",
    shown: "postgres://db:5433/jobs",
    connection: { connectionString: url },
  });
});

test.each([
  "localhost:6379",
  "http://me:secret@localhost",
  "redis://",
  "redis://me:secret@localhost/0?secret=1",
  "redis://me:secret@localhost/secret",
  "secret",
])("%s is refused without being repeated", (text) => {
  let message = "";
  try {
    parseAddress(text, undefined);
  } catch (error) {
    message = String(error);
  }
  expect(message).toMatch(/expected/);
  expect(message).not.toMatch(/secret/);
});
