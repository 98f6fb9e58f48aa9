import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockText = readFileSync("package-lock.json", "utf8");
const { packages } = JSON.parse(lockText) as { packages: Readonly<Record<string, LockedPackage>> };

describe("package-lock.json", () => {
  it("names no registry, so that everybody's own is used", () => {
    const resolved = Object.entries(packages).filter(([, locked]) => locked.resolved !== undefined);

    expect(resolved.map(([path]) => path)).toEqual([]);
  });

  it("holds the binaries of every platform, without which `npm ci` refuses it", () => {
    const absent = Object.entries(packages).flatMap(([path, locked]) =>
      Object.keys(locked.optionalDependencies ?? {})
        .filter(
          (name) =>
            packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined,
        )
        .map((name) => `${path}: ${name}`),
    );

    expect(absent).toEqual([]);
  });
});

describe(".nvmrc and the workflow", () => {
  it("name Node versions that package.json allows", () => {
    const workflow = readFileSync(".github/workflows/ci.yml", "utf8");

    expect(readFileSync(".nvmrc", "utf8").trim()).toBe("20");
    expect(workflow).toContain('node: ["20", "22", "24"]');
    expect(JSON.parse(readFileSync("package.json", "utf8"))).toMatchObject({ engines: { node: "^20.18.1 || >=22" } });
  });
});

describe("the workflow", () => {
  it("pins every action to a commit and grants nothing by default", () => {
    const workflow = readFileSync(".github/workflows/ci.yml", "utf8");
    const uses = [...workflow.matchAll(/uses: (\S+)/g)].map((match) => match[1] ?? "");

    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
    expect(workflow).toMatch(/^permissions: \{\}$/m);
  });
});
