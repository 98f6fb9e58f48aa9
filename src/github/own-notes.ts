import type { OpenedPullRequest } from "../review/ports.ts";
import { type Comment, isOwn, type ThreadNode } from "./own-threads.ts";

/** What the App's signed marker in an answer says: to which comment, and what it confirmed. */
interface ReadNote {
  readonly answers: string;
  readonly dismissed?: OpenedPullRequest["dismissals"][number];
}

/** How the App recognises its answers to commands; `undefined` for a text without a marker that fits. */
export type NoteReader = (body: string) => ReadNote | undefined;

/** The fields of a comment in the conversation that `notesOf` reads. */
export const CONVERSATION_FIELDS = "body viewerDidAuthor author { __typename login }";

/** What this App's answers in the conversation and in all threads say. Others may quote them, which does not count. */
export function notesOf(
  conversation: readonly Comment[],
  threads: readonly ThreadNode[],
  readNote: NoteReader,
): Pick<OpenedPullRequest, "dismissals" | "answered"> {
  const notesIn = (comments: readonly Comment[]): readonly ReadNote[] =>
    comments.filter(isOwn).flatMap(({ body }) => readNote(body) ?? []);
  const said = notesIn(conversation);
  return {
    dismissals: said.flatMap(({ dismissed }) => dismissed ?? []),
    answered: [...said, ...notesIn(threads.flatMap(({ replies }) => replies.nodes))].map(({ answers }) => answers),
  };
}
