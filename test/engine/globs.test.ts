import { describe, expect, it } from "vitest";

import { alternatives, matcherOf } from "../../src/engine/globs.ts";

describe("globs", () => {
  it.each([
    ["app/main.py", "app/main.py"],
    ["app", "app/main.py"],
    ["app/", "app/sub/main.py"],
    ["app/*", "app/main.py"],
    ["app/*", "app/sub/main.py"],
    ["app/**", "app/a/b/c.py"],
    ["**/generated/**", "generated/x.py"],
    ["**/generated/**", "a/b/generated/c/x.py"],
    ["**/*_pb2.py", "a/b/service_pb2.py"],
    ["a/**/z.py", "a/z.py"],
    ["a/**/z.py", "a/b/c/z.py"],
    ["app/v?/x.py", "app/v2/x.py"],
    ["app/{api,web}/*.py", "app/web/x.py"],
    ["{a,b}/{c,d}.py", "b/c.py"],
    ["app/*a*b*.py", "app/xaybz.py"],
    ["a.b", "a.b/x.py"],
    [".github/**", ".github/x.py"],
  ])("%s matches %s", (glob, path) => {
    expect(matcherOf([glob])(path)).toBe(true);
  });

  it.each([
    ["app", "application/main.py"],
    ["app", "src/app/main.py"],
    ["app/*.py", "app/sub/main.py"],
    ["*.py", "app/main.py"],
    ["app/v?/x.py", "app/v10/x.py"],
    ["a/**/z.py", "a/b/zz.py"],
    ["App", "app/main.py"],
    ["a.b", "axb/x.py"],
    ["app/{api,web}/*.py", "app/cli/x.py"],
    ["app/(a|b).py", "app/a.py"],
  ])("%s does not match %s", (glob, path) => {
    expect(matcherOf([glob])(path)).toBe(false);
  });

  it("match nothing when there are none", () => {
    expect(matcherOf([])("app/main.py")).toBe(false);
  });

  it("cost no more than they are long, whatever they are", () => {
    const stars = matcherOf([`${"*a".repeat(90)}b`, `${"**/*a/".repeat(30)}b`]);

    expect(stars("a".repeat(4_000))).toBe(false);
    expect(stars("a/".repeat(2_000))).toBe(false);
  });

  it("have only so many alternatives", () => {
    expect(alternatives("{a,b}{c,d}")?.toSorted()).toEqual(["ac", "ad", "bc", "bd"]);
    expect(alternatives("{a,b}".repeat(30))).toBeUndefined();
    expect(alternatives("{a")).toBeUndefined();
    expect(alternatives("a}")).toBeUndefined();
  });
});
