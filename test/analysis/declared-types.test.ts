import { describe, expect, it } from "vitest";

import { functionAt } from "../../src/analysis/module.ts";
import { readDeclaration, type DeclaredType } from "../../src/analysis/types/declared-type.ts";
import { isAnything, isBareContainer, isOpen } from "../../src/analysis/types/predicates.ts";
import { projectOf } from "../support/project.ts";

const HEAD = `from __future__ import annotations
import typing as t
from collections.abc import Sequence
from typing import Annotated, Any, Dict, List, Literal, Mapping, Optional, Union
from pydantic import BaseModel
from app.aliases import Alias, Chain
class Model(BaseModel):
    x: int
`;

/** The type of `annotation`, with an alias in another file. */
async function typeOf(annotation: string): Promise<{ readonly type: DeclaredType; readonly metadata: number }> {
  const project = await projectOf({
    "app/__init__.py": "",
    "app/aliases.py":
      "from typing import Annotated, Any\nAlias = Annotated[dict[str, Any], 1, 2]\nChain = Alias | None\n",
    "app/main.py": `${HEAD}def f(x: ${annotation}): ...\n`,
  });
  const module = project.modules.find((one) => one.path === "app/main.py");
  const type = module?.facts.functions[0]?.params[0]?.type;
  if (module === undefined || type === undefined) throw new Error("no annotation");
  const read = readDeclaration(project.evaluator, type, { module, fn: functionAt(module, 0) });
  return { type: read.type, metadata: read.metadata.length };
}

/** A type as text, so that a test can be read. */
function shown(type: DeclaredType): string {
  switch (type.k) {
    case "class":
      return type.ref.facts.name;
    case "named":
      return type.name;
    case "generic":
      return `${shown(type.of)}[${type.args.map(shown).join(", ")}]`;
    case "union":
      return type.of.map(shown).join(" | ");
    default:
      return type.k;
  }
}

describe("an annotation", () => {
  it.each([
    ["int", "int"],
    ["Model", "Model"],
    ["Optional[Model]", "Model | none"],
    ["Union[Model, int, None]", "Model | int | none"],
    ["t.List[t.Dict[str, t.Any]]", "list[dict[str, typing.Any]]"],
    ["Sequence[Model]", "typing.Sequence[Model]"],
    ["'list[Model] | None'", "list[Model] | none"],
    ["'Dict[str, List[Model]]'", "dict[str, list[Model]]"],
    ["Annotated[Model, 1]", "Model"],
    ["Literal['a', 'b']", "typing.Literal[]"],
    ["Alias", "dict[str, typing.Any]"],
    ["Chain", "dict[str, typing.Any] | none"],
    ["unknown_name.Thing", "unknown_name.Thing"],
    ["'not a type at all!'", "unknown"],
    ["f()", "unknown"],
  ])("%s is %s", async (annotation, text) => {
    expect(shown((await typeOf(annotation)).type)).toBe(text);
  });

  it("keeps what `Annotated` says, through aliases of other files", async () => {
    expect((await typeOf("Annotated[Chain, 3]")).metadata).toBe(3);
  });
});

describe("an open type", () => {
  it.each([
    "dict",
    "Dict[str, Any]",
    "Any",
    "object",
    "list[dict]",
    "Mapping[str, Any]",
    "dict | None",
    "Alias",
    "Chain",
  ])("is %s", async (annotation) => {
    expect(isOpen((await typeOf(annotation)).type)).toBe(true);
  });

  it.each(["Model", "dict[str, int]", "list[int]", "list", "dict | Model", "str", "Missing[dict]"])(
    "is not %s",
    async (annotation) => {
      expect(isOpen((await typeOf(annotation)).type)).toBe(false);
    },
  );
});

it("tells `Any` from containers, and bare containers from those that say what they hold", async () => {
  const types = await Promise.all(["Any", "Any | None", "dict", "list", "list[int]"].map(typeOf));

  expect(types.map(({ type }) => isAnything(type))).toEqual([true, true, false, false, false]);
  expect(types.map(({ type }) => isBareContainer(type))).toEqual([false, false, true, true, false]);
});
