/** The sections that every rule's page has, in this order. */
export const SECTIONS = [
  "Asks about",
  "Stays silent on",
  "Where it looks",
  "Known misses",
  "Out of scope",
  "How to silence",
] as const;

export type Section = (typeof SECTIONS)[number];

/** The headings of level two, in order. */
export function headings(page: string): string[] {
  return [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? "");
}

/** The Python blocks of one section. */
export function pythonBlocks(page: string, section: Section): string[] {
  const from = page.indexOf(`\n## ${section}\n`);
  if (from === -1) return [];
  const next = page.indexOf("\n## ", from + 1);
  const text = page.slice(from, next === -1 ? undefined : next);
  return [...text.matchAll(/^```python\n(.*?)^```$/gms)].map((match) => match[1] ?? "");
}
