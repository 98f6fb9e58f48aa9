import { blocksOf } from "../python/visit.js";
/** Every statement of a body with its place; bodies of nested definitions are left out. */
export function placedStatements(body, around = []) {
    return body.flatMap((statement, index) => [
        { statement, around, after: body.slice(index + 1) },
        ...blocksOf(statement).flatMap((block) => placedStatements(block, [...around, statement])),
    ]);
}
/** Whether a statement runs whenever the body does: nothing but `with` stands around it. */
export function isUnconditional({ around }) {
    return around.every((statement) => statement.k === "with");
}
