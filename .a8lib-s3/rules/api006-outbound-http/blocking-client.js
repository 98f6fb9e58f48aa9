import { defineCheck } from "../../engine/rule.js";
import { blockingSightings } from "../blocking/sightings.js";
/**
 * Blocking HTTP clients (`requests`, `httpx.Client`, `urllib` …) whose call executes on the event loop, in the handler or behind it.
 * Out of scope: a client whose type cannot be resolved, and calls that only start-up code reaches.
 */
export const blockingClient = defineCheck({
    name: "blocking-client",
    asks: "a blocking HTTP client that executes on the event loop, at any depth",
    find: (project) => blockingSightings(project, "API006", "blocking-client"),
});
