import { expect, test } from "vitest";
import { readShop } from "../../src/demo/shop.ts";

test("the bundled change adds files and edits others, and never repeats one unchanged", async () => {
  const { base, change } = await readShop();
  const paths = Object.keys(change);
  expect(paths.filter((path) => path in base)).toContain("app/main.py");
  expect(paths.filter((path) => !(path in base))).toContain("app/routers/checkout.py");
  expect(paths.filter((path) => change[path] === base[path])).toEqual([]);
});
