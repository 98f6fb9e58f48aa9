/** A run of consecutive lines of a patch, in the head's and the base's numbering (1-based). */
export interface Hunk {
  readonly headStart: number;
  readonly headLines: number;
  readonly baseStart: number;
  readonly baseLines: number;
  /** Lines of the head that the change added or modified. */
  readonly added: readonly number[];
}
