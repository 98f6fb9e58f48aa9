import { argumentOf, lastName } from "../call-sites.js";
import { classScope, lineage } from "../evaluate/attributes.js";
import { readDeclaration } from "../types/declared-type.js";
import { namesIn } from "../types/predicates.js";
/** The fields of a model, nearest declaration first. */
export function fieldsOf(evaluator, ref, kind) {
    const found = new Map();
    for (const owner of lineage(evaluator, ref)) {
        for (const statement of owner.facts.body) {
            const field = fieldOf(evaluator, owner, statement, kind);
            if (field !== undefined && !found.has(field.name))
                found.set(field.name, field);
        }
    }
    return [...found.values()];
}
const NOT_FIELDS = new Set(["model_config", "Config"]);
function fieldOf(evaluator, owner, statement, kind) {
    if (statement.k !== "assign" || statement.op !== undefined)
        return undefined;
    const [target] = statement.t;
    if (target?.k !== "ref" || target.n.includes(".") || target.n.startsWith("_") || NOT_FIELDS.has(target.n))
        return undefined;
    const { type, e: value } = statement;
    // Without an annotation only a table's column is a field: `name = Column(String)`.
    if (type === undefined && (kind !== "table" || value?.k !== "call"))
        return undefined;
    if (type?.k === "sub" && lastName(type.o) === "ClassVar")
        return undefined;
    const calls = describingCalls(evaluator, owner, type, value);
    return {
        name: target.n,
        owner,
        p: target.p,
        q: target.q,
        type,
        value,
        masked: type !== undefined && namesOf(readFieldType(evaluator, owner, type)).some((name) => MASKED.test(name)),
        excluded: calls.some(isExcluded),
        relation: calls.some((call) => RELATION.test(lastName(call.f))),
        described: calls.some((call) => DESCRIPTIONS.some((keyword) => argumentOf(call, keyword) !== undefined)),
    };
}
const MASKED = /(?:^|\.)Secret(?:Str|Bytes)$/;
const RELATION = /^(?:relationship|Relationship|dynamic_loader|association_proxy|backref|ForeignKeyField|ManyToManyField|ReverseRelation|column_property|synonym|hybrid_property)$/;
const DESCRIPTIONS = ["description", "title", "example", "examples", "json_schema_extra"];
function isExcluded(call) {
    const excluded = argumentOf(call, "exclude") ?? argumentOf(call, "deferred");
    if (excluded?.k === "const" && excluded.v === "True")
        return true;
    return /^(?:deferred|PrivateAttr)$/.test(lastName(call.f));
}
/** `Field(...)`, `mapped_column(...)`: as the default, or in `Annotated[...]`. */
function describingCalls(evaluator, owner, type, value) {
    const metadata = type === undefined ? [] : readFieldType(evaluator, owner, type).metadata.map((part) => part.expr);
    return [value, ...metadata].flatMap((expr) => (expr?.k === "call" ? [expr] : []));
}
function readFieldType(evaluator, owner, type) {
    return readDeclaration(evaluator, type, classScope(owner));
}
function namesOf(declaration) {
    return namesIn(declaration.type);
}
