import { type Data, dependingOn, type Resolved } from "./resolved.ts";

/** A value that only the environment has, by the first of these variables or another. */
export function fromEnvironment(variables: string | readonly string[] | undefined, data: Data): Resolved {
  const [variable, ...others] = listed(variables);
  return {
    certainty: "environment",
    data,
    trail: [],
    reason:
      variable === undefined
        ? "it comes from the environment"
        : `it comes from the environment variable \`${variable}\``,
    ...(variable === undefined ? {} : { variable }),
    ...(others.length === 0 ? {} : { others }),
  };
}

/** A value that holds until a variable is set, the first of these or another. */
export function defaulted(variables: string | readonly string[] | undefined, value: Resolved): Resolved {
  const [variable, ...others] = listed(variables);
  const by: Resolved = {
    certainty: "default",
    data: { k: "none" },
    trail: [],
    ...(variable === undefined ? {} : { variable }),
    ...(others.length === 0 ? {} : { others }),
  };
  return dependingOn(by, value);
}

function listed(variables: string | readonly string[] | undefined): readonly string[] {
  return typeof variables === "string" ? [variables] : (variables ?? []);
}
