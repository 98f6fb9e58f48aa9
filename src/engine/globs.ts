/** Answers whether a path matches any of the globs. */
export type PathMatcher = (path: string) => boolean;

/** More alternatives than these are more than people write. */
export const MAX_ALTERNATIVES = 32;

/**
 * Globs as in `services/**`, `generated` below any folder, `app/{api,web}/v?.py`: `*` and `?` stay inside one folder, `**` crosses folders,
 * and a folder stands for everything below it. Matching takes time in proportion to the lengths, whatever the glob:
 * configuration is hostile text, and regular expressions made of it can take forever.
 */
export function matcherOf(globs: readonly string[]): PathMatcher {
  const patterns = globs.flatMap((glob) => alternatives(glob) ?? []).map((glob) => [...segmentsOf(glob), "**"]);
  return (path) => {
    const segments = segmentsOf(path);
    return patterns.some((pattern) => fits(pattern, segments, (one) => one === "**", segmentFits));
  };
}

/** The globs that remain when each `{a,b}` is one of its alternatives; `undefined` for too many, or braces without a partner. */
export function alternatives(glob: string): readonly string[] | undefined {
  const done: string[] = [];
  const waiting = [glob];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const inner = /\{([^{}]*)\}/.exec(next);
    if (inner === null) {
      if (/[{}]/.test(next)) return undefined;
      done.push(next);
    } else {
      const [all, list = ""] = inner;
      const before = next.slice(0, inner.index);
      const after = next.slice(inner.index + all.length);
      waiting.push(...list.split(",").map((one) => before + one + after));
    }
    if (done.length + waiting.length > MAX_ALTERNATIVES) return undefined;
  }
  return done;
}

function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function segmentFits(pattern: string, segment: string): boolean {
  return fits(
    Array.from(pattern),
    Array.from(segment),
    (one) => one === "*",
    (one, character) => one === "?" || one === character,
  );
}

/** Matches a sequence with stars. Going back to the last star is enough: what earlier ones took can stay as it is. */
function fits(
  pattern: readonly string[],
  input: readonly string[],
  isStar: (one: string) => boolean,
  isEqual: (one: string, part: string) => boolean,
): boolean {
  let at = 0;
  let afterStar: number | undefined;
  let taken = 0;
  for (let position = 0; position < input.length;) {
    const one = pattern[at];
    if (one !== undefined && isStar(one)) {
      at += 1;
      afterStar = at;
      taken = position;
    } else if (one !== undefined && isEqual(one, input[position] ?? "")) {
      at += 1;
      position += 1;
    } else if (afterStar === undefined) {
      return false;
    } else {
      at = afterStar;
      taken += 1;
      position = taken;
    }
  }
  return pattern.slice(at).every(isStar);
}
