import { whenWord } from "../application/when-words.ts";
import { dependingOn, type Resolved, textOf } from "./resolved.ts";

/**
 * What a dictionary holds under a key. Where the key is the name of an environment that is only a default, as in
 * `ORIGINS[os.getenv("ENV", "development")]`, what is for development is not what runs elsewhere.
 */
export function entryOf(entries: ReadonlyMap<string, Resolved>, key: Resolved): Resolved | undefined {
  const wanted = textOf(key);
  if (wanted === undefined) return undefined;
  if (key.certainty === "literal" || whenWord(wanted) !== "development") return entries.get(wanted);
  const [, deployed] = [...entries].find(([name]) => whenWord(name) === "deployed") ?? [];
  return deployed === undefined ? undefined : dependingOn({ ...key, trail: [] }, deployed);
}
