import { basesOf, classScope, lineage } from "../evaluate/attributes.js";
import { bindingsOfClass } from "../scopes.js";
const PYDANTIC = /^pydantic(?:\.\w+)*\.(?:BaseModel|RootModel|GenericModel)$|^sqlmodel(?:\.main)?\.SQLModel$|^fastapi_users\.schemas\.\w+$|(?:^|\.)(?:API|Camel|ORM)Model$/;
const PYDANTIC_TABLE = /^beanie(?:\.\w+)*\.Document$|^ormar\.Model$|^odmantic\.Model$/;
const SETTINGS = /^pydantic(?:_settings)?(?:\.\w+)*\.BaseSettings$/;
/** Object mappers whose classes are tables by their base alone. SQLAlchemy's name theirs: `__tablename__`. */
const TABLE = /^tortoise(?:\.models)?\.Model$|^beanie(?:\.\w+)*\.Document$|^django\.db\.models\.Model$|^peewee\.Model$|^mongoengine\.Document$|^ormar\.Model$|^odmantic\.Model$|^fastapi_users(?:_db_sqlalchemy|\.db)\.SQLAlchemyBase\w*Table\w*$/;
const TYPED_DICT = /^typing(?:_extensions)?\.(?:TypedDict|NamedTuple)$/;
const DATACLASS = /^(?:pydantic\.)?dataclasses\.dataclass$|^attrs?\.(?:s|attrs|define|frozen|mutable|dataclass)$/;
/** What kind of model a class is; `undefined` for classes that are none, or whose bases are not known. */
export function modelKind(evaluator, ref) {
    const owners = lineage(evaluator, ref);
    if (isTable(evaluator, ref, owners))
        return "table";
    const names = owners.flatMap((owner) => basesOf(evaluator, owner).flatMap((base) => (base.k === "external" ? [base.name] : [])));
    if (names.some((name) => SETTINGS.test(name)))
        return "settings";
    if (isPydantic(evaluator, ref))
        return "pydantic";
    if (names.some((name) => TYPED_DICT.test(name)))
        return "typed-dict";
    return owners.some((owner) => isDataclass(evaluator, owner)) ? "dataclass" : undefined;
}
/** Whether a class is a Pydantic model, which some tables are too. */
export function isPydantic(evaluator, ref) {
    return lineage(evaluator, ref).some((owner) => basesOf(evaluator, owner).some((base) => base.k === "external" && (PYDANTIC.test(base.name) || PYDANTIC_TABLE.test(base.name))));
}
function isTable(evaluator, ref, owners) {
    // A SQLModel class is a table only when it says so itself; without that it is a Pydantic model.
    const asked = ref.facts.bases.find((base) => base.n === "table");
    if (asked !== undefined)
        return asked.e.k === "const" && asked.e.v === "True";
    if (bindingsOfClass(ref).has("__abstract__"))
        return false;
    return owners.some((owner) => bindingsOfClass(owner).has("__tablename__") ||
        bindingsOfClass(owner).has("__table__") ||
        basesOf(evaluator, owner).some((base) => (base.k === "external" && TABLE.test(base.name)) ||
            // `Base = declarative_base(cls=…)`, which may name the tables by itself.
            (base.k === "receiver" && base.row.id === "sqlalchemy-base")));
}
function isDataclass(evaluator, owner) {
    const scope = classScope(owner);
    return owner.facts.decorators.some((decorator) => {
        const value = evaluator.value(decorator.k === "call" ? decorator.f : decorator, scope);
        return value.k === "external" && DATACLASS.test(value.name);
    });
}
