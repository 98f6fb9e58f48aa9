import { defineRule } from "../../engine/rule.js";
import { modelBypass } from "./model-bypass.js";
import { rawRequestParams } from "./raw-request-params.js";
import { sensitiveOutput } from "./sensitive-output.js";
import { unannotatedParameter } from "./unannotated-parameter.js";
import { undeclaredOutput } from "./undeclared-output.js";
import { undocumentedModel } from "./undocumented-model.js";
import { untypedBody } from "./untyped-body.js";
export const validatedData = defineRule({
    id: "API004",
    name: "validated-data",
    title: "Declared, validated input and output",
    why: "FastAPI validates what a parameter or a return type declares, and nothing else. What is not declared reaches the handler, or the client, as it is.",
    references: [
        { title: "FastAPI: Request Body", url: "https://fastapi.tiangolo.com/tutorial/body/" },
        { title: "FastAPI: Response Model", url: "https://fastapi.tiangolo.com/tutorial/response-model/" },
    ],
    looksIn: "path operations: their parameters, what they read from the request, what they return, and the models behind both in all of the project's files",
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
