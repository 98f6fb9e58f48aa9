/** Exit statuses, a public contract. */
export const EXIT = {
    /** It ran; questions are no failure. */
    ran: 0,
    /** `--fail-on` was reached. */
    questions: 1,
    /** Wrong usage or configuration. */
    usage: 2,
    /** Maestro itself failed. */
    failed: 3,
};
