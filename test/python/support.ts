import { beforeAll, describe } from "vitest";

import type { ParserBackend } from "../../src/python/backend.ts";
import { chooseBackend } from "../../src/python/choose-backend.ts";
import type { ModuleFacts } from "../../src/python/facts.ts";
import { readModule, type ModuleReading } from "../../src/python/read-module.ts";
import { backendsHere } from "../support/backends.ts";

/** Long enough for every input that is meant to be read, on a busy machine too. */
export const PATIENT_MS = 25_000;

/** Runs the same tests with each parser of this machine. */
export function withEachBackend(tests: (backend: () => ParserBackend) => void): void {
  describe.each(backendsHere())("with the %s parser", (name) => {
    let chosen: ParserBackend | undefined;
    beforeAll(async () => {
      ({ backend: chosen } = await chooseBackend(name));
    });
    tests(() => {
      if (chosen === undefined) throw new Error("The parser is chosen when the tests run.");
      return chosen;
    });
  });
}

/** What is read of a file with this text, or these bytes. */
export function readingOf(backend: ParserBackend, content: string | Uint8Array): ModuleReading {
  return readModule(backend, typeof content === "string" ? Buffer.from(content, "utf8") : content, PATIENT_MS);
}

/** The facts of a file that can be read. */
export function factsOf(backend: ParserBackend, content: string | Uint8Array): ModuleFacts {
  const reading = readingOf(backend, content);
  if ("unreadable" in reading) throw new Error(`The file cannot be read: ${reading.unreadable}`);
  return reading;
}
