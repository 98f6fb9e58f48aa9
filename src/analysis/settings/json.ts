import { type Data, madeOf, type Resolved, unknown } from "./resolved.ts";

/** The value of a JSON text that a setting holds: lists of texts, and texts. */
export function readJson(from: Resolved, text: string): Resolved {
  try {
    const parsed: unknown = JSON.parse(text);
    return asResolved(from, parsed) ?? unknown("a JSON text");
  } catch {
    return unknown("a text that is no JSON");
  }
}

function asResolved(from: Resolved, parsed: unknown): Resolved | undefined {
  if (typeof parsed === "string") return madeOf(from, { k: "str", v: parsed });
  if (typeof parsed === "boolean") return madeOf(from, { k: "bool", v: parsed });
  if (!Array.isArray(parsed)) return undefined;
  const items = parsed.slice(0, 60).map((item: unknown): Resolved => {
    const data: Data = typeof item === "string" ? { k: "str", v: item } : { k: "unknown" };
    return madeOf(from, data);
  });
  return madeOf(from, { k: "list", items, open: parsed.length > 60 });
}
