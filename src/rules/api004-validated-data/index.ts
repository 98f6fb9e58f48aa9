import { defineRule } from "../../engine/rule.ts";
import { modelBypass } from "./model-bypass.ts";
import { rawRequestParams } from "./raw-request-params.ts";
import { sensitiveOutput } from "./sensitive-output.ts";
import { unannotatedParameter } from "./unannotated-parameter.ts";
import { undeclaredOutput } from "./undeclared-output.ts";
import { undocumentedModel } from "./undocumented-model.ts";
import { untypedBody } from "./untyped-body.ts";

export const validatedData = defineRule({
  id: "API004",
  name: "validated-data",
  title: "Declared, validated input and output",
  why: "FastAPI validates what a parameter or a return type declares, and nothing else. What is not declared reaches the handler, or the client, as it is.",
  references: [
    { title: "FastAPI: Request Body", url: "https://fastapi.tiangolo.com/tutorial/body/" },
    { title: "FastAPI: Response Model", url: "https://fastapi.tiangolo.com/tutorial/response-model/" },
  ],
  looksIn:
    "path operations: their parameters, what they read from the request, what they return, and the models behind both in all of the project's files",
  checks: [
    untypedBody,
    sensitiveOutput,
    undeclaredOutput,
    rawRequestParams,
    modelBypass,
    unannotatedParameter,
    undocumentedModel,
  ],
});
