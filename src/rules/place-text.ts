import { rangeOf, type FunctionRef, type Module, type Range } from "../analysis/module.ts";
import { code } from "./code.ts";

/** `app/deps.py:12`, fit for a code span; long paths lose their beginning. */
export function placeText(module: Module, p: number): string {
  return fileText(rangeOf(module, p, p));
}

/** The same for a place of any file: `deploy/k8s/api.yaml:23`. */
export function fileText({ path, line }: Pick<Range, "path" | "line">): string {
  return code(`${path.length > 60 ? `…${path.slice(-59)}` : path}:${line}`);
}

/** `` `get_db` (`app/deps.py:12`) ``: a function, and where to find it. */
export function functionText({ module, facts }: FunctionRef): string {
  if (facts.name === "<lambda>") return `a lambda (\`${placeText(module, facts.p)}\`)`;
  return `\`${code(facts.name)}\` (\`${placeText(module, facts.p)}\`)`;
}

/** `1 other handler`, `6 other handlers`. */
export function otherHandlers(count: number): string {
  return count === 1 ? "1 other handler" : `${count} other handlers`;
}
