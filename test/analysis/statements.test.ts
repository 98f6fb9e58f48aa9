import { describe, expect, it } from "vitest";

import { placedStatements } from "../../src/analysis/statements.ts";
import { projectOf } from "../support/project.ts";

describe("placed statements", () => {
  it("know what is around them and what follows, in files of a hundred thousand statements too", async () => {
    const project = await projectOf({ "data.py": `if x:\n    y = 1\n    z = 1\n${"a = 1\n".repeat(100_000)}` });
    const placed = placedStatements(project.modules[0]?.facts.body ?? []);

    expect(placed).toHaveLength(100_003);
    expect(placed[1]?.around).toEqual([placed[0]?.statement]);
    expect(placed[1]?.after).toEqual([placed[2]?.statement]);
    expect(placed.at(-3)?.after).toHaveLength(2);
  });
});
