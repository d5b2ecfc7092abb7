import { isIP } from "node:net";
import { Command, InvalidArgumentError, Option } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import { hostName } from "../guards/own-host.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import {
  checkToken,
  readIdentities,
  readTokens,
  secretVariables,
  takeVariable,
} from "./secrets.ts";
import type { Settings } from "./settings.ts";

/** What was asked for on the command line or in the environment. */
export interface StartOptions {
  readonly host: string;
  readonly port: number;
  readonly identity: readonly string[];
  readonly tokenFile?: string;
  readonly hostName: readonly string[];
  readonly trustedProxy: readonly string[];
  readonly passphrases: boolean;
  readonly maxBody: number;
  readonly maxSamples: number;
  readonly maxHeld: number;
  readonly workers: number;
  readonly stretchings: number;
  readonly waiting: number;
  readonly workSeconds: number;
  readonly rate: number;
  readonly stopSeconds: number;
}

const mebibyte = 2 ** 20;

/** The flags; each can be given in the environment as well, where a container has its settings. */
export function startCommand(): Command {
  const { limits } = { limits: defaultLimits };
  return new Command("neuroveil-service")
    .description("Neuroveil over HTTP: POST /encrypt, /decrypt, /inspect and /analyze.")
    .addOption(flag("--host <address>", "where to listen", "HOST").default("127.0.0.1"))
    .addOption(number("--port <n>", "port; 0 for any that is free", "PORT", 8790, 0, 65_535))
    .addOption(
      list("--identity <file>", "decrypt with this identity file; may be repeated", "IDENTITY"),
    )
    .addOption(
      flag(
        "--token-file <file>",
        "tokens, one a line, one of which requests must bring",
        "TOKEN_FILE",
      ),
    )
    .addOption(
      list("--host-name <name>", "a name that it is reached under; may be repeated", "HOST_NAME"),
    )
    .addOption(
      list(
        "--trusted-proxy <address>",
        "believe X-Forwarded-For of this address or network; may be repeated",
        "TRUSTED_PROXY",
      ),
    )
    .addOption(
      flag("--passphrases", "encrypt under passphrases of requests as well", "PASSPHRASES").default(
        false,
      ),
    )
    .addOption(
      number("--max-body <MiB>", "of one body", "MAX_BODY", limits.bodyBytes / mebibyte, 1, 1024),
    )
    .addOption(
      number(
        "--max-samples <MiB>",
        "of an image's raw samples",
        "MAX_SAMPLES",
        limits.sampleBytes / mebibyte,
        1,
        1024,
      ),
    )
    .addOption(
      number(
        "--max-held <MiB>",
        "of all bodies and answers in memory",
        "MAX_HELD",
        limits.heldBytes / mebibyte,
        1,
        1 << 20,
      ),
    )
    .addOption(number("--workers <n>", "images at once", "WORKERS", limits.workers, 1, 256))
    .addOption(
      number(
        "--stretchings <n>",
        "passphrases at once, 256 MiB each",
        "STRETCHINGS",
        limits.stretchings,
        1,
        64,
      ),
    )
    .addOption(
      number("--waiting <n>", "requests that may wait", "WAITING", limits.waiting, 0, 1 << 16),
    )
    .addOption(
      number("--work-seconds <n>", "of one request", "WORK_SECONDS", limits.workSeconds, 1, 3600),
    )
    .addOption(
      number(
        "--rate <n>",
        "requests of one client in a minute",
        "RATE",
        limits.requestsPerMinute,
        1,
        1e6,
      ),
    )
    .addOption(
      number(
        "--stop-seconds <n>",
        "for running requests when it is stopped",
        "STOP_SECONDS",
        limits.stopSeconds,
        0,
        3600,
      ),
    )
    .addHelpText(
      "after",
      `
A token comes from --token-file or the variable ${secretVariables.token}, never
from the command line, where other users of the machine see it. Without one the
service starts on this machine alone, and without identities.

Examples:
  $ npm run service
  $ npm run service -- --identity key.txt --token-file token.txt
  $ ${secretVariables.token}=$(openssl rand -hex 32) npm run service -- --host 0.0.0.0`,
    );
}

/**
 * What a service is started with, with the secrets that files and variables hold.
 * @throws {NeuroveilError} "usage" where it would be open to others without a token
 */
export async function settingsOf(options: StartOptions): Promise<Omit<Settings, "log">> {
  const variable = takeVariable(secretVariables.token);
  const passphrase = takeVariable(secretVariables.identityPassphrase);
  const { tokenFile, identity, host, passphrases, hostName: hostNames, trustedProxy } = options;
  const tokens = [...(tokenFile === undefined ? [] : await readTokens(tokenFile))];
  if (variable !== undefined) {
    checkToken(variable, secretVariables.token);
    tokens.push(variable);
  }
  if (tokens.length === 0) refuseOpen(host, identity);
  const identities = await readIdentities(identity, passphrase);
  const trustedProxies = trustedProxy.map(checkedNetwork);
  for (const name of hostNames) checkHostName(name);
  return {
    limits: limitsOf(options),
    identities,
    tokens,
    passphrases,
    hostNames,
    trustedProxies,
  };
}

function limitsOf(options: StartOptions): Limits {
  const bodyBytes = options.maxBody * mebibyte;
  const heldBytes = options.maxHeld * mebibyte;
  if (heldBytes < bodyBytes) {
    throw new NeuroveilError("usage", {
      expected: `--max-held of at least --max-body (${options.maxBody})`,
      got: options.maxHeld,
      todo: "raise it: no body of that size would get in",
    });
  }
  const { workers, stretchings, waiting, workSeconds, rate, stopSeconds } = options;
  return {
    ...defaultLimits,
    bodyBytes,
    heldBytes,
    sampleBytes: options.maxSamples * mebibyte,
    workers,
    stretchings,
    waiting,
    workSeconds,
    requestsPerMinute: rate,
    stopSeconds,
  };
}

function refuseOpen(host: string, identity: readonly string[]): void {
  const loopback = host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host);
  if (loopback && identity.length === 0) return;
  const why = loopback
    ? "none, and every user and program of this machine could decrypt"
    : "none, and others than this machine could use it";
  throw new NeuroveilError("usage", {
    expected: `a token in --token-file or ${secretVariables.token}`,
    got: why,
    todo: "`openssl rand -hex 32` makes one",
  });
}

function checkedNetwork(text: string): string {
  const [address = "", prefix, ...more] = text.split("/");
  const family = isIP(address);
  const bits = prefix === undefined ? 0 : Number(prefix);
  const sound =
    family !== 0 &&
    more.length === 0 &&
    (prefix === undefined || (/^\d+$/.test(prefix) && bits <= (family === 4 ? 32 : 128)));
  if (sound) return text;
  throw new NeuroveilError("usage", {
    expected: "an address or a network as 10.0.0.0/8 for --trusted-proxy",
    got: "something else",
    todo: "names are not looked up",
  });
}

function checkHostName(name: string): void {
  if (hostName(name) === name.toLowerCase()) return;
  throw new NeuroveilError("usage", {
    expected: "a name without port for --host-name, as veil.example.org",
    got: "something else",
    todo: "leave out https:// and the port",
  });
}

function flag(flags: string, description: string, variable: string): Option {
  return new Option(flags, description).env(`NEUROVEIL_SERVICE_${variable}`);
}

/** In the environment, entries are parted by commas. */
function list(flags: string, description: string, variable: string): Option {
  return flag(flags, description, variable)
    .argParser((value: string, before: readonly string[]) => [...before, ...value.split(",")])
    .default([]);
}

function number(
  flags: string,
  description: string,
  variable: string,
  initial: number,
  least: number,
  most: number,
): Option {
  return flag(flags, description, variable)
    .argParser((value: string) => {
      const given = Number(value);
      if (/^\d+$/.test(value) && given >= least && given <= most) return given;
      throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
    })
    .default(initial);
}
