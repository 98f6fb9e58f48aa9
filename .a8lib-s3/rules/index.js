import { asyncHandlers } from "./api001-async-handlers/index.js";
import { dependencies } from "./api002-dependencies/index.js";
import { backgroundWork } from "./api003-background-work/index.js";
import { validatedData } from "./api004-validated-data/index.js";
import { edge } from "./api005-edge/index.js";
import { outboundHttp } from "./api006-outbound-http/index.js";
import { observability } from "./api008-observability/index.js";
/** Every rule, in the order of their ids. The only place that names them all. */
export const rules = [
    asyncHandlers,
    dependencies,
    backgroundWork,
    validatedData,
    edge,
    outboundHttp,
    observability,
];
