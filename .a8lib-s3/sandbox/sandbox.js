/** The embedded GitHub as its users see it: tests, the demo, and the pages. `startSandbox` in `server.ts` makes one. */
export {};
