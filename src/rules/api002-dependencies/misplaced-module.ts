import { rangeOf } from "../../analysis/module.ts";
import type { MisplacedFile, Placed } from "../../analysis/structure/misplaced.ts";
import { defineCheck, type Variant } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { declaredStep } from "../declared-step.ts";
import { fit } from "../fit.ts";

/** What the document's folder is for, in the singular. */
const THING = {
  routers: "path operation",
  services: "service",
  models: "database model",
  schemas: "Pydantic model",
  middleware: "middleware",
} as const;

/**
 * A path operation, service, model or middleware outside the folder that the configuration or `PROJECT_STRUCTURE.md` names for it.
 * Out of scope: documents that most of the code does not follow, probes and the root path, code outside the documented application.
 */
export const misplacedModule = defineCheck({
  name: "misplaced-module",
  asks: "a path operation, service, model or middleware outside the folder that the configuration or PROJECT_STRUCTURE.md names for it",
  *find({ structure }) {
    for (const file of structure.misplaced) {
      const [first, ...rest] = file.things;
      yield {
        kind: "sighting",
        cause: { key: `misplaced:${file.kind}`, path: file.module.path, symbol: "" },
        variants: [variantOf(file, first), ...rest.map((thing) => variantOf(file, thing))],
        searched: [`${file.folder.document}:${file.folder.line}`],
      };
    }
  },
});

function variantOf(file: MisplacedFile, { module, name, p, q }: Placed): Variant {
  const { folder, inside, kind } = file;
  const quoted = folder.text.length > 80 ? `${folder.text.slice(0, 79)}…` : folder.text;
  const files = inside === 1 ? "1 file with such code is there" : `${inside} files with such code are there`;
  return {
    key: `${module.name}.${name}`,
    label: name,
    severity: "low",
    confidence: "certain",
    symbol: `${module.name}.${name}`,
    question: fit(
      `\`${code(name)}\` is a ${THING[kind]} in \`${code(module.path)}\`, while \`${code(folder.document)}:${folder.line}\` says \`${code(quoted)}\`, and ${files}. Would \`${code(folder.path)}\` be the place for it, or is the ${folder.declared === true ? "declaration" : "document"} behind?`,
    ),
    chain: [{ ...rangeOf(module, p, q), text: name, note: `a ${THING[kind]}, defined here` }],
    declared: [
      declaredStep(
        { ...folder, path: folder.document, value: folder.path },
        `the folder is ${folder.declared === true ? "declared" : "documented"} here`,
      ),
    ],
  };
}
