/** Answers GraphQL requests. Problems of a query come with HTTP 200, as on the platform. */
import { execute, parse, validate } from "graphql";
import { z } from "zod";
import { ApiError } from "../api-error.js";
import { refusal } from "../rest.js";
import { rootFor } from "./resolvers.js";
import { schema } from "./schema.js";
const requestSchema = z.object({
    query: z.string(),
    variables: z.record(z.string(), z.unknown()).nullish(),
    operationName: z.string().nullish(),
});
/** Answers one request of `credentials`; a query that the subset does not know is a violation. */
export async function answerGraphql(world, credentials, bytes) {
    if (credentials instanceof ApiError)
        return refusal(credentials);
    if (credentials.kind === "anonymous" || credentials.kind === "app") {
        return refusal(new ApiError(401, "This endpoint requires you to be authenticated."));
    }
    try {
        return await run(world, credentials, requestSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8"))));
    }
    catch (error) {
        if (error instanceof SyntaxError || error instanceof z.ZodError) {
            return refusal(new ApiError(400, "Problems parsing JSON"));
        }
        throw error;
    }
}
async function run(world, credentials, request) {
    const document = parsed(request.query);
    const problems = "kind" in document ? validate(schema, document) : [document];
    if (!("kind" in document) || problems.length > 0) {
        for (const { message } of problems)
            world.violations.push({ kind: "unknown-operation", where: "GraphQL", message });
        return json({ errors: problems.map(plain) });
    }
    const result = await execute({
        schema,
        document,
        rootValue: rootFor({ world, credentials }),
        ...(request.variables ? { variableValues: request.variables } : {}),
        ...(request.operationName ? { operationName: request.operationName } : {}),
    });
    return json({
        ...(result.data === undefined ? {} : { data: result.data }),
        ...(result.errors ? { errors: result.errors.map(plain) } : {}),
    });
}
function parsed(query) {
    try {
        return parse(query);
    }
    catch (error) {
        if (error instanceof Error && error.name === "GraphQLError")
            return error;
        throw error;
    }
}
/** Errors as plain data, their kind beside the message. What handlers refuse with keeps its message. */
function plain(error) {
    const { type } = error.extensions;
    const refused = error.originalError instanceof ApiError ? error.originalError : undefined;
    const kind = typeof type === "string" ? type : refused ? "UNPROCESSABLE" : undefined;
    return {
        ...(kind === undefined ? {} : { type: kind }),
        ...(error.path ? { path: error.path } : {}),
        ...(error.locations ? { locations: error.locations } : {}),
        message: error.message,
    };
}
function json(body) {
    return {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: Buffer.from(JSON.stringify(body)),
        json: body,
    };
}
