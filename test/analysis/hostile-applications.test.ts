import { describe, expect, it } from "vitest";

import { layersAround, withParents } from "../../src/analysis/application/around.ts";
import { lineage } from "../../src/analysis/evaluate/attributes.ts";
import { classAt } from "../../src/analysis/module.ts";
import type { Project } from "../../src/analysis/project.ts";
import { countedProject } from "../support/counted-project.ts";
import { projectOf } from "../support/project.ts";

const HEAD = `import os
from fastapi import APIRouter, Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from pydantic_settings import BaseSettings
app = FastAPI()
`;

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_none, index) => `${line(index)}\n`).join("");
}

/** How many statements are looked at for each statement that there is, in a file of `count` parts. */
async function looksEach(
  count: number,
  line: (index: number) => string,
  ask: (project: Project) => unknown,
): Promise<number> {
  const { project, looks } = await countedProject(HEAD + lines(count, line));
  ask(project);
  return looks() / count;
}

describe("generated code costs no more for each statement when there is more of it", () => {
  it.each<[string, (index: number) => string, (project: Project) => unknown]>([
    [
      "layers that are added again and again",
      () => "app.add_middleware(CORSMiddleware, allow_origins=['*'], allow_credentials=True)",
      ({ cors }) => cors.configurations,
    ],
    [
      "layers with options of their own names",
      (index) => `o${index} = ['*']\napp.add_middleware(CORSMiddleware, allow_origins=o${index})`,
      ({ cors }) => cors.configurations,
    ],
    [
      "layers under conditions that tell nothing",
      (index) => `if os.getenv('A${index}'):\n    app.add_middleware(CORSMiddleware, allow_origins=['*'])`,
      ({ cors }) => cors.configurations,
    ],
    [
      "flags that are made of flags",
      (index) =>
        `f${index} = f${index + 1} and f${index + 2} and f${index + 3}\nif f${index} and f${index}:\n    app.add_middleware(CORSMiddleware, allow_origins=['*'])`,
      ({ cors }) => cors.configurations,
    ],
    [
      "routers that include each other",
      (index) =>
        `r${index} = APIRouter()\nr${index}.include_router(r${index + 1})\nr${index + 1}.include_router(r${index})`,
      ({ routes }) => routes,
    ],
    [
      "applications that are mounted on each other",
      (index) => `a${index} = FastAPI()\na${index}.mount('/m', a${index + 1})`,
      ({ applications, attribution, routes }) => [applications, routes.map(attribution.outermost)],
    ],
  ])("%s", async (_what, line, ask) => {
    const few = await looksEach(60, line, ask);
    const many = await looksEach(600, line, ask);

    expect(few).toBeGreaterThan(0);
    expect(many).toBeLessThanOrEqual(few * 1.5);
  });
});

/** What could not be followed of each application, by its symbol. */
function unresolvedOf({ applications }: Project): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(applications.map(({ symbol, unresolved }) => [symbol, unresolved.map(({ text }) => text)]));
}

describe("what is more than is followed is told", () => {
  it("of layers", async () => {
    const project = await projectOf({ "main.py": HEAD + lines(250, () => "app.add_middleware(CORSMiddleware)") });

    expect(project.applications.map(({ middleware }) => middleware.length)).toEqual([200]);
    expect(unresolvedOf(project)["main.app"]).toContain("more than 200 layers");
  });

  it("of modules that wait for each other", async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 300 }, (_none, index) => [
        `m${index}.py`,
        `from m${index + 1} import app as other\nfrom fastapi import FastAPI\napp = FastAPI()\nother.mount("/m", app)\n`,
      ]),
    );
    const project = await projectOf(chain);

    expect(project.applications).toHaveLength(300);
    expect(Object.values(unresolvedOf(project)).every((texts) => texts.includes("more code than is followed"))).toBe(
      true,
    );
  });

  it("of functions that call each other", async () => {
    const project = await projectOf({
      "main.py": `${HEAD}${lines(60, (index) => `def setup${index}(target):\n    setup${index + 1}(target)`)}def setup60(target):\n    target.add_middleware(CORSMiddleware)\nsetup0(app)\n`,
    });

    expect(unresolvedOf(project)).toEqual({ "main.app": ["more code than is followed"] });
  });

  it("of applications that are mounted on each other", async () => {
    const project = await projectOf({
      "main.py":
        HEAD +
        lines(40, (index) =>
          `a${index} = FastAPI()\n(a${index - 1} if ${index} else app).mount("/m", a${index})`
            .replace("(a-1 if 0 else app)", "app")
            .replace(/\((a\d+) if \d+ else app\)/, "$1"),
        ),
    });

    expect(Math.max(...project.applications.map((each) => withParents(each).length))).toBeLessThanOrEqual(22);
    expect(Object.values(unresolvedOf(project)).flat()).toContain("mounted below more applications than are followed");
    expect(project.applications.flatMap(layersAround)).toEqual([]);
  });

  it("of routers below routers, as a prefix that is not known", async () => {
    const routers = lines(
      300,
      (index) => `r${index} = APIRouter(prefix="/p")\n@r${index}.get("/x")\ndef x${index}(): ...`,
    );
    const { routes } = await projectOf({
      "main.py": `${HEAD}${routers}app.include_router(r0)\n${lines(299, (index) => `r${index}.include_router(r${index + 1})`)}`,
    });

    expect(routes.filter(({ mounted }) => mounted === "yes")).toHaveLength(200);
    expect(routes.filter(({ mounted, path }) => mounted === "unknown" && path === "{?}/p/x")).toHaveLength(100);
  });

  it("of includes, so that no router counts as never included", async () => {
    const { routes } = await projectOf({
      "main.py": `${HEAD}${lines(160, (index) => `r${index} = APIRouter()`)}ALL = [${Array.from({ length: 160 }, (_none, index) => `r${index}`).join(", ")}]
${lines(160, (index) => `for each in ALL:\n    r${index}.include_router(each)`)}lonely = APIRouter()
@lonely.get("/x")
def x(): ...
`,
    });

    expect(routes.map(({ mounted }) => mounted)).toEqual(["unknown"]);
  });

  it("of values, as values that are not known", async () => {
    const { cors } = await projectOf({
      "main.py": `${HEAD}o = []\n${lines(300, (index) => `o += ['https://a${index}.example']`)}${lines(190, () => "app.add_middleware(CORSMiddleware, allow_origins=o)")}`,
    });
    const last = cors.configurations.at(-1);

    expect(cors.configurations).toHaveLength(190);
    expect(last?.how === "middleware" ? last.origins.value.certainty : "").toBe("unknown");
  });
});

describe("classes of generated code", () => {
  it("are each looked at once, however many ways lead to them", async () => {
    const names = (level: number): string => Array.from({ length: 12 }, (_none, at) => `C${level}_${at}`).join(", ");
    const classes = Array.from({ length: 6 }, (_none, level) =>
      lines(12, (at) => `class C${level}_${at}(${level === 0 ? "" : names(level - 1)}): ...`),
    ).join("");
    const { modules, evaluator } = await projectOf({ "main.py": classes });
    const [module] = modules;
    const found = module === undefined ? [] : lineage(evaluator, classAt(module, module.facts.classes.length - 1));

    expect(found).toHaveLength(5 * 12 + 1);
  });

  it.each([
    ["a chain", lines(3000, (index) => `class S${index + 1}(S${index}):\n    f${index}: str = "x"`)],
    ["a circle", "class S1(S3000): ...\nclass S3000(S1): ...\n"],
    [
      "a lattice",
      `class B0: ...\n${lines(60, (at) => `class S${at + 1}(S${at}, B${at}): ...\nclass B${at + 1}(S${at}, B${at}): ...`)}class S3000(S60, B60): ...\n`,
    ],
  ])("have attributes that are not known when they inherit in %s", async (_what, classes) => {
    const { cors } = await projectOf({
      "main.py": `${HEAD}class S0(BaseSettings):\n    other: str = "x"\n${classes}settings = S3000()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins)\n`,
    });

    expect(cors.configurations.map((each) => (each.how === "middleware" ? each.origins.value.certainty : ""))).toEqual([
      "unknown",
    ]);
  });
});

describe("dependencies of generated code", () => {
  it("are each read once, however many routes need them", async () => {
    const { dependencies } = await projectOf({
      "main.py": `${HEAD}${lines(200, (at) => `def d${at}(a=Depends(d${(at * 2 + 1) % 200}), b=Depends(d${(at * 2 + 2) % 200})): ...`)}${lines(50, (at) => `@app.get("/x${at}")\ndef x${at}(a=Depends(d0)): ...`)}`,
    });

    expect(dependencies).toHaveLength(200);
    expect(new Set(dependencies.map(({ routes }) => routes.length))).toEqual(new Set([50]));
  });
});
