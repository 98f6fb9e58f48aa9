import { exposedSecrets } from "../models/sensitive.js";
import { readOutput } from "../routing/output.js";
import { readParameters } from "../routing/parameters.js";
import { classesIn, isOpen } from "../types/predicates.js";
import { returnedData } from "./returned-data.js";
/** Every exposure of the routes that requests can reach. */
export function findExposures(evaluator, models, routers, routes) {
    const served = routes.filter((route) => route.kind === "http" && route.mounted !== "no" && !route.handler.module.aside);
    const inputs = inputModels(evaluator, models, served);
    return served.flatMap((route) => {
        const output = readOutput(evaluator, routers, route);
        return [...declared(evaluator, models, route, output, inputs), ...returned(evaluator, models, route, output)];
    });
}
/** The models that clients send. */
function inputModels(evaluator, models, routes) {
    return new Set(routes.flatMap((route) => readParameters(evaluator, models, route)
        .filter((parameter) => parameter.source === "body")
        .flatMap((parameter) => classesIn(parameter.type))
        .map((ref) => models.of(ref))
        .filter((model) => model !== undefined)));
}
function declared(evaluator, models, route, output, inputs) {
    if (output.declared === undefined || output.narrowed)
        return [];
    const { expr, type, by } = output.declared;
    const place = "p" in expr ? expr : route.handler.facts;
    const { module } = by === "annotation" ? route.handler : route.scope;
    return classesIn(type).flatMap((ref) => {
        const model = models.of(ref);
        if (model === undefined)
            return [];
        // FastAPI refuses other mappers' tables as a declared output when the application starts.
        if (!model.pydantic)
            return [];
        const how = model.kind === "table" ? "declared row" : inputs.has(model) ? "declared input" : undefined;
        if (how === undefined)
            return [];
        const fields = secretsOf(evaluator, model, route, how === "declared input").filter((field) => !isRefused(route, field.name));
        return fields.length === 0
            ? []
            : [{ route, model, fields, how, dumped: undefined, at: { module, expr, p: place.p, q: place.q } }];
    });
}
function returned(evaluator, models, route, output) {
    const { handler } = route;
    const seen = new Set();
    const open = output.declared === undefined || isOpen(output.declared.type);
    // A decorator of the project's own may turn the object into something else.
    if (isDecorated(evaluator, route))
        return [];
    return returnedData(evaluator, models, handler).flatMap(({ statement, e, entities }) => entities.flatMap((entity) => {
        const model = models.of(entity.ref);
        if (model === undefined || seen.has(model) || !goesOut(entity, model, output, open))
            return [];
        const fields = secretsOf(evaluator, model, route, model.kind !== "table");
        if (fields.length === 0)
            return [];
        seen.add(model);
        const at = { module: handler.module, expr: e, p: statement.p, q: statement.q };
        return [{ route, model, fields, how: "returned", dumped: entity.dumped, at }];
    }));
}
/** `if data.password: raise …`: what comes back is empty. */
function isRefused({ handler }, field) {
    return handler.facts.body.some((statement) => {
        if (statement.k !== "if" || !statement.body.some((inner) => inner.k === "raise"))
            return false;
        const tests = statement.t.k === "op" && statement.t.op === "or" ? statement.t.i : [statement.t];
        return tests.some((test) => test.k === "ref" && test.n.endsWith(`.${field}`));
    });
}
/** Whether nothing stands between the object and the client. */
function goesOut({ dumped, inResponse }, model, output, open) {
    if (inResponse)
        return dumped !== undefined;
    if (!open || output.elsewhere || output.narrowed)
        return false;
    // A declared `dict` lets through what was laid open by hand; an object of another kind would not get past it.
    if (output.declared !== undefined && dumped === undefined)
        return false;
    return model.kind === "table" || model.kind === "pydantic" || model.kind === "dataclass";
}
/** Tokens and keys are what some routes are for; passwords never are. */
function secretsOf(evaluator, model, route, passwordsOnly) {
    const purpose = `${route.path} ${route.handler.facts.name}`.toLowerCase().replaceAll(/[^a-z]/g, "");
    return exposedSecrets(evaluator, model)
        .filter(({ field, kind }) => {
        if (kind === "password")
            return true;
        const noun = field.name.split("_").at(-1) ?? "";
        return !passwordsOnly && !purpose.includes(noun) && !PURPOSES.test(purpose);
    })
        .map(({ field }) => field);
}
const PURPOSES = /token|secret|apikey|credential|login|signin|auth|session|invit|webhook|oauth|sso|integration|mfa|otp|twofactor|verif/;
function isDecorated(evaluator, { handler, scope }) {
    return handler.facts.decorators.some((decorator) => {
        const value = evaluator.value(decorator.k === "call" ? decorator.f : decorator, scope);
        return value.k === "function";
    });
}
