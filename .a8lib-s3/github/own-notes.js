import { isOwn } from "./own-threads.js";
/** The fields of a comment in the conversation that `notesOf` reads. */
export const CONVERSATION_FIELDS = "body viewerDidAuthor author { __typename login }";
/** What this App's answers in the conversation and in all threads say. Others may quote them, which does not count. */
export function notesOf(conversation, threads, readNote) {
    const notesIn = (comments) => comments.filter(isOwn).flatMap(({ body }) => readNote(body) ?? []);
    const said = notesIn(conversation);
    return {
        dismissals: said.flatMap(({ dismissed }) => dismissed ?? []),
        answered: [...said, ...notesIn(threads.flatMap(({ replies }) => replies.nodes))].map(({ answers }) => answers),
    };
}
