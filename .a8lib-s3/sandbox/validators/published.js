/** Holds the sandbox's own request validators to the published request types, at compile time. */
/** Declares the validator of an operation's body. It does not compile unless keys and values agree with the published type. */
export function requestBody() {
    return (schema) => schema;
}
