import { headerSighted, isOff, sighted, type Sighted } from "./sighted.ts";

/** Comments and texts without an end take the rest. */
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<([A-Za-z][\w.-]{0,60})(?=[\s/>])([^<>]{0,2000})/g;

/**
 * What policies in XML provide: Azure API Management's (https://learn.microsoft.com/en-us/azure/api-management/api-management-policies)
 * and Apigee's (https://cloud.google.com/apigee/docs/api-platform/reference/policies/reference-overview-policy), which can be switched off by `enabled`.
 */
export function policyTraits(text: string): readonly Sighted[] {
  return [...text.matchAll(TOKEN)].flatMap((match) => {
    const [, name, attributes = ""] = match;
    if (name === undefined || isOff(/\benabled\s*=\s*["']([^"']*)/.exec(attributes)?.[1] ?? "true")) return [];
    const at = { p: match.index + 1, q: match.index + 1 + name.length };
    switch (name) {
      case "rate-limit":
      case "rate-limit-by-key":
      case "quota":
      case "quota-by-key":
        return [sighted("rate_limit", `API Management's ${name}`, at)];
      case "SpikeArrest":
      case "Quota":
        return [sighted("rate_limit", `Apigee ${name}`, at)];
      case "cors":
      case "CORS":
        return [sighted("cors", "the gateway's CORS policy", at)];
      case "set-header":
        return /\bexists-action\s*=\s*["']delete/.test(attributes) ? [] : named(attributes, at);
      case "Header":
        return named(attributes, at);
      default:
        return [];
    }
  });
}

function named(attributes: string, at: { readonly p: number; readonly q: number }): readonly Sighted[] {
  return headerSighted(/\bname\s*=\s*["']([\w-]+)/.exec(attributes)?.[1] ?? "", at);
}
