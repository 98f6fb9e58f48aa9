/** What the texts say about a rule. A subset of the engine's `Rule`, so that wording needs no more of it. */
export interface RuleNote {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly checks: readonly { readonly name: string; readonly asks: string }[];
  readonly references: readonly { readonly title: string; readonly url: string }[];
}

/** The rules by id. */
export type RuleNotes = ReadonlyMap<string, RuleNote>;
