import { describe, expect, it } from "vitest";

import { joinFiles } from "../../src/config/configuration.ts";
import { PATH, read } from "./support.ts";

describe("architecture", () => {
  it("is read with the line of each declaration", () => {
    const { file, problems } = read(
      "architecture:",
      "  service_name: user-api",
      "  middleware_stack: [cors, rate_limit, auth, logging]   # outermost first",
      "  provided_by_platform: [rate_limit, metrics]",
      "  external_dependencies:",
      "    - { name: postgres, async_driver: asyncpg, connection_pool: true }",
      "    - name: redis",
      "      async_driver: redis.asyncio",
      "  health_checks: [db, cache]",
      "  async_patterns:",
      "    - retry",
      "    - timeout",
      "  structure:",
      "    routers: app/routers",
      "    models: app/models/",
    );

    expect(problems).toEqual([]);
    const at = (line: number, text: string): object => ({ path: PATH, line, text });
    expect(joinFiles(file === undefined ? [] : [file]).analysis.architecture).toEqual({
      serviceName: { value: "user-api", ...at(2, "service_name: user-api") },
      middlewareStack: {
        value: ["cors", "rate_limit", "auth", "logging"],
        ...at(3, "middleware_stack: [cors, rate_limit, auth, logging]   # outermost first"),
      },
      providedByPlatform: [
        { value: "rate_limit", ...at(4, "provided_by_platform: [rate_limit, metrics]") },
        { value: "metrics", ...at(4, "provided_by_platform: [rate_limit, metrics]") },
      ],
      externalDependencies: [
        {
          value: { name: "postgres", asyncDriver: "asyncpg", connectionPool: true },
          ...at(6, "- { name: postgres, async_driver: asyncpg, connection_pool: true }"),
        },
        { value: { name: "redis", asyncDriver: "redis.asyncio" }, ...at(7, "- name: redis") },
      ],
      healthChecks: [
        { value: "db", ...at(9, "health_checks: [db, cache]") },
        { value: "cache", ...at(9, "health_checks: [db, cache]") },
      ],
      asyncPatterns: [
        { value: "retry", ...at(11, "- retry") },
        { value: "timeout", ...at(12, "- timeout") },
      ],
      structure: [
        { value: { kind: "routers", folder: "app/routers" }, ...at(14, "routers: app/routers") },
        { value: { kind: "models", folder: "app/models" }, ...at(15, "models: app/models/") },
      ],
    });
  });

  it.each([
    [["architecture:", "  midleware_stack: [cors]"], 2, 3, "did you mean `middleware_stack`?"],
    [["architecture:", "  provided_by_platform: [rate_limits]"], 2, 26, "did you mean `rate_limit`?"],
    [["architecture:", "  external_dependencies: [{ async_driver: asyncpg }]"], 2, 27, "needs `name`"],
    [["architecture:", "  structure: { routers: ../other }"], 2, 25, "a folder of this repository"],
    [["architecture:", "  async_patterns: retry"], 2, 19, "is a list, not `retry`"],
  ])("%j has a problem with its place", (lines, line, column, message) => {
    expect(read(...lines).problems).toMatchObject([{ line, column, message: expect.stringContaining(message) }]);
  });
});
