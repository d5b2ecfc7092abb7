import { expect, test } from "vitest";
import { commandWords } from "./command-words.ts";

test.each([
  ["python3 cipher.py", ["python3", "cipher.py"]],
  ["  octave-cli   --quiet\tcipher.m ", ["octave-cli", "--quiet", "cipher.m"]],
  ["'/my programs/a' \"it's\" x", ["/my programs/a", "it's", "x"]],
  [`run --name='two words'`, ["run", "--name=two words"]],
  ["run '' x", ["run", "", "x"]],
  [
    String.raw`C:\tools\a.exe $HOME *.py | sh ; x`,
    [String.raw`C:\tools\a.exe`, "$HOME", "*.py", "|", "sh", ";", "x"],
  ],
])("%s is words without a shell", (line, words) => {
  expect(commandWords(line)).toEqual(words);
});

test.each([
  ["", /got none; see docs/],
  ["   ", /got none/],
  ["'' x", /got none/],
  ["python3 'cipher.py", /got a ' that is not closed/],
  [`a "it's`, /got a " that is not closed/],
])("the line %j is refused", (line, message) => {
  expect(() => commandWords(line)).toThrow(message);
});
