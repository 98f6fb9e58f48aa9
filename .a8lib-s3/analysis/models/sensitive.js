import { classScope } from "../evaluate/attributes.js";
import { lastName } from "../call-sites.js";
import { readType } from "../types/declared-type.js";
import { namesIn } from "../types/predicates.js";
const PASSWORD = /(?:^|_)(?:password|passwd|pwd|passphrase|pass_hash|ssn|salt)(?:_hash|_hashed|_digest|_enc|_encrypted|_salt)?$|^hashed?_(?:password|pwd|pass)\w*$|^(?:password|pw)_?hash$/;
const TOKEN = /(?:^|_)(?:secret|token|api_?key|private_key|secret_key|signing_key|encryption_key|access_key|recovery_codes?|backup_codes?|otp|totp)(?:_hash|_hashed|_encrypted)?$|^(?:mfa|otp|totp|client|webhook)_secret$|^hashed_(?:key|token|secret|api_key)$/;
/** A token of a list's next page is no secret, and a public one is public. */
const HARMLESS = /^(?:next|prev|previous|page|continuation|cursor|public|csrf|publishable|sort|partition|primary|foreign)_|(?:page|cursor)_token$/;
/** How sensitive a field is by its name and type; `undefined` for what is not, like `password_updated_at` or a number of tokens. */
export function sensitivityOf(evaluator, field) {
    const name = field.name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
    const kind = PASSWORD.test(name) ? "password" : TOKEN.test(name) && !HARMLESS.test(name) ? "token" : undefined;
    return kind !== undefined && canHoldText(evaluator, field) ? kind : undefined;
}
/** The fields of a model that serialising it would show. */
export function exposedSecrets(evaluator, model) {
    return model.fields.flatMap((field) => {
        if (field.masked || field.excluded || field.relation)
            return [];
        const kind = sensitivityOf(evaluator, field);
        return kind === undefined ? [] : [{ field, kind }];
    });
}
const NO_TEXT = /^(?:bool|int|float|datetime\.\w+|uuid\.UUID)$/;
const NO_TEXT_COLUMN = /^(?:Boolean|Integer|BigInteger|SmallInteger|DateTime|Date|Float|Numeric|BooleanField|IntField|DatetimeField|UUID)$/;
function canHoldText(evaluator, { type, value, owner }) {
    if (type !== undefined) {
        const names = namesIn(readType(evaluator, type, classScope(owner))).filter((name) => !/(?:^|\.)Mapped$/.test(name));
        if (names.length > 0 && names.every((name) => NO_TEXT.test(name)))
            return false;
    }
    if (value?.k !== "call")
        return true;
    const columnTypes = value.a.map(({ e }) => lastName(e.k === "call" ? e.f : e));
    return !columnTypes.some((name) => NO_TEXT_COLUMN.test(name)) && !NO_TEXT_COLUMN.test(lastName(value.f));
}
