import type { Range } from "../analysis/module.ts";
import type { Concern } from "../engine/rule.ts";

/** A place whose change brings an absence up. */
export function concern({ path, line, endLine }: Range): Concern {
  return { path, startLine: line, endLine };
}

/** Places whose change brings an absence up. */
export function concerns([first, ...rest]: readonly [Range, ...Range[]]): [Concern, ...Concern[]] {
  return [concern(first), ...rest.map(concern)];
}
