#!/usr/bin/env node
// The command line is a package of its own, so that a page or a server installs none of it: installed
// with this one unless somebody leaves out what is optional.
const commandLine = "@neuroveil/cli";
let found;
try {
  found = import.meta.resolve(commandLine);
} catch {
  process.stderr.write(
    `neuroveil: expected the command line beside the library, got no package ${commandLine}; npm install ${commandLine}\n`,
  );
  process.exitCode = 1;
}
if (found !== undefined) await import(found);
