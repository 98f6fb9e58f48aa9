import type { Rule } from "../engine/rule.ts";
import { asyncHandlers } from "./api001-async-handlers/index.ts";
import { dependencies } from "./api002-dependencies/index.ts";
import { backgroundWork } from "./api003-background-work/index.ts";
import { validatedData } from "./api004-validated-data/index.ts";
import { edge } from "./api005-edge/index.ts";
import { outboundHttp } from "./api006-outbound-http/index.ts";
import { health } from "./api007-health/index.ts";
import { observability } from "./api008-observability/index.ts";

/** Every rule, in the order of their ids. The only place that names them all. */
export const rules: readonly Rule[] = [
  asyncHandlers,
  dependencies,
  backgroundWork,
  validatedData,
  edge,
  outboundHttp,
  health,
  observability,
];
