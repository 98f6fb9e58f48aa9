import { entriesOf, itemsOf, mapsIn, scalarAt, type Node } from "../tree.ts";
import { headerSighted, type Sighted } from "./sighted.ts";

/** What stands below these keys tells which requests or headers are meant, and sets none. */
const NO_HEADERS = /^(?:match|matches|httpHeaders|remove|allow_?headers|expose_?headers)$/i;

/** `gatewayresponse.header.X-Frame-Options` of API Gateway. */
const PARAMETER = /^(?:gatewayresponse|(?:method|integration)\.response)\.header\./;

/**
 * Headers that a file of any product sets: `X-Frame-Options: DENY` as an entry, `{ name: X-Frame-Options, value: DENY }`
 * (`key` in Envoy, `header` in CloudFront), or `headers: ["X-Frame-Options: DENY"]` as in Kong. An empty value takes one away.
 */
export function headerEntries(document: Node): readonly Sighted[] {
  const found: Sighted[] = [];
  for (const { map, keys } of mapsIn(document)) {
    if (keys.some((key) => NO_HEADERS.test(key))) continue;
    for (const { key, node, p, q } of entriesOf(map)) {
      if (!isEmpty(node)) found.push(...headerSighted(key.replace(PARAMETER, ""), { p, q }));
      if (!/^headers$/i.test(key)) continue;
      for (const item of itemsOf(node)) {
        const [, name = ""] = item.k === "scalar" ? (/^([\w-]{1,60}):\s*\S/.exec(item.value ?? "") ?? []) : [];
        found.push(...headerSighted(name, item));
      }
    }
    const name = scalarAt(map, "name") ?? scalarAt(map, "key") ?? scalarAt(map, "header");
    if (name?.value !== undefined && !isEmpty(scalarAt(map, "value"))) found.push(...headerSighted(name.value, name));
  }
  return found;
}

function isEmpty(node: Node | undefined): boolean {
  return node?.k === "scalar" && node.value === "";
}
