import { describe, expect, it } from "vitest";

import { parseCommand } from "../../src/intake/command.ts";

describe("parseCommand", () => {
  it.each([
    ["/maestro dismiss", { name: "dismiss" }],
    ["/maestro DISMISS it is fine here", { name: "dismiss" }],
    ["/maestro dismiss\nAPI006", { name: "dismiss" }],
    ["/maestro dismiss API006", { name: "dismiss", about: "API006" }],
    ["/maestro dismiss api006/Blocking-Client for now", { name: "dismiss", about: "API006/blocking-client" }],
    ["/maestro explain API001/http2-only", { name: "explain", about: "API001/http2-only" }],
    ["/maestro help me", { name: "help" }],
    ["/maestro dismiss API0061", { name: "dismiss" }],
    ["/maestro dismiss API006/<b>", { name: "dismiss" }],
    ["/maestro dismiss API006@ann", { name: "dismiss" }],
  ])("reads %j", (comment, command) => {
    expect(parseCommand(comment)).toEqual(command);
  });

  it.each([
    "/maestro recheck",
    "  /maestro  recheck please",
    "/maestro RECHECK\r\nthanks",
    "\n\n/maestro recheck",
    "> /maestro help\n/maestro recheck",
    "```\n/maestro help\n```\n/maestro recheck",
    "~~~~\n```\n~~~\n/maestro help\n~~~~\n/maestro recheck",
    "    /maestro help\n/maestro recheck",
  ])("finds recheck in %j", (comment) => {
    expect(parseCommand(comment)).toEqual({ name: "recheck" });
  });

  it.each(["/maestro", "/maestro undo", "/maestro rechecks", "/maestro @everyone"])("does not know %j", (comment) => {
    expect(parseCommand(comment)).toBe("unknown");
  });

  it.each([
    "",
    "please /maestro recheck",
    "> /maestro recheck",
    "```\n/maestro recheck\n```",
    "```\n/maestro recheck",
    "    /maestro recheck",
    "/maestros recheck",
    "/maestro-recheck",
    "I agree\n/maestro recheck",
  ])("sees no command in %j", (comment) => {
    expect(parseCommand(comment)).toBeUndefined();
  });
});
