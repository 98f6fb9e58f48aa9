/** Short names for the types that GitHub publishes; every answer is built as one of these. */
export {};
