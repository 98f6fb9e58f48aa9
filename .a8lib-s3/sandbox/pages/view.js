/**
 * What the pages show, as plain values. Every string is hostile until a template has escaped it;
 * `body` and `summary` are Markdown.
 */
export {};
