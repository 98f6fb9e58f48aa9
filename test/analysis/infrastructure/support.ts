import type { Infrastructure } from "../../../src/analysis/infrastructure/infrastructure.ts";
import { readInfrastructure } from "../../../src/analysis/infrastructure/read-infrastructure.ts";

/** The infrastructure that these files describe. */
export function read(files: Readonly<Record<string, string>>): Infrastructure {
  return readInfrastructure(new Map(Object.entries(files)));
}

/** Probes as one line each: `liveness http /health :8000 k8s/api.yaml:9`. */
export function probesOf({ probes }: Infrastructure): string[] {
  return probes.map(({ purpose, how, httpPath, port, place }) =>
    [purpose, how, httpPath ?? "?", ...(port === undefined ? [] : [`:${port}`]), `${place.path}:${place.line}`].join(
      " ",
    ),
  );
}

/** `NAME=value` or `NAME` without one, with the line. */
export function valuesOf({ environment }: Infrastructure): string[] {
  return environment.map(({ name, value, place }) => `${name}${value === undefined ? "" : `=${value}`} :${place.line}`);
}

/** `rate_limit nginx limit_req :3`. */
export function traitsOf({ traits }: Infrastructure): string[] {
  return traits.map(({ trait, by, place }) => `${trait} ${by} :${place.line}`);
}

/** `rate_limit nginx limit_req :3 limit_req`: with what stands at the place, which no other text could be. */
export function traitsAt(path: string, text: string): string[] {
  const lines = text.split("\n");
  return read({ [path]: text }).traits.map(({ trait, by, place }) => {
    const at = (lines[place.line - 1] ?? "").slice(place.column - 1, place.endColumn - 1);
    return `${trait} | ${by} | ${place.line} | ${at}`;
  });
}
