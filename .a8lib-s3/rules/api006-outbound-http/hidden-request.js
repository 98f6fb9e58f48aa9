import { defineCheck } from "../../engine/rule.js";
import { blockingSightings } from "../blocking/sightings.js";
/** SDK calls that send a request without saying so: key sets, token verification, feeds. */
export const hiddenRequest = defineCheck({
    name: "hidden-request",
    asks: "an SDK call on the event loop whose HTTP request is hidden",
    find: (project) => blockingSightings(project, "API006", "hidden-request"),
});
