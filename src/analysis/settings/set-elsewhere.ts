import type { EnvironmentValue, Infrastructure } from "../infrastructure/infrastructure.ts";
import type { Resolved } from "./resolved.ts";

/** What the files beside the code say about an environment variable. */
export interface SetElsewhere {
  /** Files that say how the service is deployed and set it. */
  readonly deployed: readonly EnvironmentValue[];
  /** Files for development and tests that set it: `docker-compose.dev.yml`, `.env.local`. */
  readonly development: readonly EnvironmentValue[];
  /** Examples that people copy. */
  readonly examples: readonly EnvironmentValue[];
  /** The files that could have set it, by path. */
  readonly read: readonly string[];
}

/** Looks the variables of a value up in what was read of deployment files and examples. */
export function setElsewhere(
  { environment, files }: Infrastructure,
  { variable, others = [] }: Pick<Resolved, "variable" | "others">,
): SetElsewhere {
  const isExample = (path: string): boolean => files.some((file) => file.path === path && file.kind === "env-example");
  const names = new Set([...(variable === undefined ? [] : [variable]), ...others].map((name) => name.toUpperCase()));
  const set = environment.filter(({ name }) => names.has(name.toUpperCase()));
  return {
    deployed: set.filter(({ place }) => !isExample(place.path) && !isForDevelopment(place.path)),
    development: set.filter(({ place }) => !isExample(place.path) && isForDevelopment(place.path)),
    examples: set.filter(({ place }) => isExample(place.path)),
    read: [...new Set(files.filter(({ kind }) => SETS_VARIABLES.has(kind)).map(({ path }) => path))].toSorted(),
  };
}

/** Whether a file's name or the last folders on the way to it say that it is for development: `docker-compose.override.yml`, `overlays/dev/patch.yaml`. */
function isForDevelopment(path: string): boolean {
  return /(?:^|[./_-])(?:dev|devel|develop|development|devcontainer|local|localhost|test|tests|testing|ci|override)(?:[./_-]|$)/i.test(
    path.split("/").slice(-3).join("/"),
  );
}

const SETS_VARIABLES = new Set([
  "env-example",
  "env-file",
  "procfile",
  "compose",
  "kubernetes",
  "helm",
  "kustomize",
  "dockerfile",
  "terraform",
  "fly",
  "render",
  "serverless",
  "app-platform",
]);
