/** Which class a method runs on, told only where it is another one than its own. */
export function on(self, method) {
    if (self === undefined || method.facts.inClass === undefined)
        return {};
    return self.module === method.module && self.index === method.facts.inClass ? {} : { self };
}
/** Whether an expression is the `self` of the method that it stands in. */
export function isSelf(object, fn) {
    return fn.facts.inClass !== undefined && object.k === "ref" && object.n === fn.facts.params[0]?.name;
}
