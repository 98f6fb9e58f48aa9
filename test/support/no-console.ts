import { afterEach, beforeEach, vi } from "vitest";

const METHODS = ["debug", "info", "log", "warn", "error", "trace"] as const;

/** Fails every test that writes to the console: stray output hides real warnings. */
let written: string[] = [];

beforeEach(() => {
  written = [];
  for (const method of METHODS) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      written.push(`console.${method}: ${parts.map(String).join(" ")}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  if (written.length > 0) throw new Error(`This test wrote to the console:\n${written.join("\n")}`);
});
