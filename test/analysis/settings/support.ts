import { describe, expect, it } from "vitest";

import { valueText } from "../../../src/analysis/cors/describe.ts";
import { createResolver } from "../../../src/analysis/settings/create-resolver.ts";
import type { Resolved } from "../../../src/analysis/settings/resolved.ts";
import { casesIn } from "../../support/cases.ts";
import { projectOf } from "../../support/project.ts";

/** What `value = …` at the end of `main.py` comes to. */
export async function resolved(main: string, others: Readonly<Record<string, string>> = {}): Promise<Resolved> {
  const project = await projectOf({ "main.py": main, ...others });
  const module = project.modules.find((one) => one.path === "main.py");
  const last = module?.facts.body.at(-1);
  if (module === undefined || last?.k !== "assign" || last.e === undefined) throw new Error("no value at the end");
  return createResolver(project.evaluator, () => project.calls)(last.e, { module, fn: undefined }, last.p);
}

/** The value and how sure it is, so that a test can be read. */
export async function shown(main: string, others: Readonly<Record<string, string>> = {}): Promise<string> {
  const value = await resolved(main, others);
  return `${valueText(value)} ${value.certainty}${value.variable === undefined ? "" : ` ${value.variable}`}`;
}

/**
 * A test for each case: what is said, and that it does not contradict Python. Cases end in `value = …`; what is said is the value, how sure it is,
 * and the variable. `#1` stands for Pydantic 1, and classes of settings get their imports.
 */
export function describeCases(name: string, text: string): void {
  describe(name, () => {
    it.each(casesIn(text).map((one) => [one.code, one] as const))(
      "%s",
      async (_, { code, files, computed, said: expected }) => {
        const said = (await shown(withImports(code), files)).replaceAll("`", "'");
        expect(said).toBe(expected);
        // What is not said wholly leaves room for what Python computed.
        if (computed !== undefined) expect(said).toMatch(/\?|…|some text|a truth value| if '| unknown/);
      },
    );
  });
}

const OS = "import os, json\n";

const FIRST = `from pydantic.v1 import BaseSettings, Field, validator, root_validator, AnyHttpUrl
import os
from typing import List, Union
`;

const SECOND = `from pydantic_settings import BaseSettings, SettingsConfigDict, NoDecode
from pydantic import Field, AliasChoices, AliasPath, BaseModel, BeforeValidator, AfterValidator, PlainValidator, field_validator
from pydantic import model_validator, computed_field, AnyHttpUrl, AnyUrl, HttpUrl, SecretStr, Json
from typing import Annotated, Literal, Any, Optional, Union, List, ClassVar
from enum import Enum
from functools import lru_cache, cached_property
import json, os
`;

function withImports(code: string): string {
  if (code.startsWith("#1\n")) return FIRST + code.slice(3);
  return /\bBaseSettings\b/.test(code) ? SECOND + code : OS + code;
}
