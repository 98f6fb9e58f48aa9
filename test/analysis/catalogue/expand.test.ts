import { describe, expect, test } from "vitest";
import { expandBraces } from "../../../src/analysis/catalogue/expand.ts";

describe("expandBraces", () => {
  test.each([
    ["requests.get", ["requests.get"]],
    ["redis.{Redis,StrictRedis}", ["redis.Redis", "redis.StrictRedis"]],
    ["{a,b}.{c,d}", ["a.c", "a.d", "b.c", "b.d"]],
    ["openai.{OpenAI,lib.azure.AzureOpenAI}", ["openai.OpenAI", "openai.lib.azure.AzureOpenAI"]],
    ["x.For{A,B}.y", ["x.ForA.y", "x.ForB.y"]],
    ["x.{a,b.{c,d}}", ["x.a", "x.b.c", "x.b.d"]],
    ["sh.*", ["sh.*"]],
  ])("%s", (pattern, expected) => {
    expect(expandBraces(pattern)).toEqual(expected);
  });

  test.each(["a.{b,c", "a.b}", "a.{b,{c}"])("%s is refused", (pattern) => {
    expect(() => expandBraces(pattern)).toThrow("unmatched brace");
  });
});
