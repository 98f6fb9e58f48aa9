import { describe, expect, it } from "vitest";

import { createLogger, prettyLine } from "../../src/app/logger.ts";

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ level: "trace", format: "json" }, { write: (line) => void lines.push(line) }));
  return lines.join("");
}

describe("the log", () => {
  it("holds no secrets, wherever they are", () => {
    const text = logged((log) => {
      log.info(
        {
          token: "s3cr3t",
          headers: { authorization: "s3cr3t" },
          app: { privateKey: "s3cr3t" },
          a: { b: { webhookSecret: "s3cr3t" } },
        },
        "fields",
      );
      log.info({ event: { id: "1", name: "push", payload: { body: "s3cr3t" } } }, "event");
    });

    expect(text).not.toContain("s3cr3t");
    expect(text).toContain('"event":{"id":"1","name":"push"}');
  });

  it("keeps of an error what explains it", () => {
    const cause = Object.assign(new Error("inner"), {
      request: { headers: { authorization: "s3cr3t" } },
      response: { data: "s3cr3t" },
    });
    const text = logged((log) =>
      log.error({ err: Object.assign(new AggregateError([cause], "outer", { cause }), { status: 502 }) }, "failed"),
    );

    expect(text).toContain('"message":"outer"');
    expect(text).toContain('"status":502');
    expect(text).toContain('"message":"inner"');
    expect(text).not.toContain("s3cr3t");
  });

  it("has a form for people in which nothing moves the cursor", () => {
    const line = prettyLine(
      JSON.stringify({
        level: 40,
        time: 0,
        name: "maestro",
        pid: 1,
        hostname: "h",
        msg: "Odd\u001b[2J",
        path: "a\u001b[31m",
      }),
    );

    expect(line).toBe('1970-01-01T00:00:00.000Z WARN  Odd\\u001b[2J path="a\\u001b[31m"');
  });
});
