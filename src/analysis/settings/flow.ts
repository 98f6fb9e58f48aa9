import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { casesOf } from "../application/when.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { eitherOf } from "./either.ts";
import { changed } from "./methods.ts";
import { added } from "./operators.ts";
import { itemsOf, isSequence, type Resolved, seenAt, unknown, dependingOn } from "./resolved.ts";
import { type Frame, MAX_ITEMS, type Resolver, withNames } from "./resolver.ts";

/** What a name holds at a point of a block; `left`: the block is left before its end, by `return`, `raise` or the like. */
interface State {
  readonly value: Resolved | undefined;
  readonly left: boolean;
}

/**
 * What a name (`origins`, `self.origins`) holds after the statements of `block` that have run: assigned, extended, appended to.
 * `undefined` when nothing gives it a value.
 */
export function nameAfter(
  resolver: Resolver,
  name: string,
  block: readonly Stmt[],
  frame: Frame,
  initial: Resolved | undefined,
): Resolved | undefined {
  return runBlock({ resolver, name }, block, frame, { value: initial, left: false }).value;
}

interface Task {
  readonly resolver: Resolver;
  readonly name: string;
}

function runBlock(task: Task, block: readonly Stmt[], frame: Frame, start: State): State {
  let state = start;
  for (const statement of block) {
    if (state.left || (frame.until !== undefined && statement.p >= frame.until)) break;
    state = runStatement(task, statement, frame, state);
  }
  return state;
}

function runStatement(task: Task, statement: Stmt, frame: Frame, state: State): State {
  const here: Frame = { ...frame, until: statement.p };
  switch (statement.k) {
    case "assign":
      return { ...state, value: afterAssignment(task, statement, frame, here, state.value) };
    case "expr":
      return statement.e.k === "call" ? { ...state, value: afterCall(task, statement.e, here, state.value) } : state;
    case "return":
    case "raise":
      return { ...state, left: true };
    case "if":
      return runIf(task, statement, frame, here, state);
    case "for":
      return runFor(task, statement, frame, here, state);
    case "while":
    case "with":
      return affects(statement.body, task.name, frame.scope.fn !== undefined)
        ? runBlock(task, statement.body, frame, state)
        : state;
    case "try":
      return runTry(task, statement, frame, state);
    case "match": {
      const conditions = casesOf(statement);
      const isFor = (at: number): boolean => conditions[at]?.when !== "development";
      // What is for development is not what runs elsewhere.
      const deployed = statement.cases.filter((_, at) => isFor(at));
      const served = deployed.length === 0 ? statement.cases : deployed;
      const affected = (block: readonly Stmt[]): boolean => affects(block, task.name, frame.scope.fn !== undefined);
      const cases = statement.cases.filter(
        (block) => affected(block) && (served.includes(block) || holds(block, frame.until)),
      );
      if (cases.length === 0) return state;
      const inside = cases.find((block) => holds(block, frame.until));
      if (inside !== undefined) return runBlock(task, inside, frame, state);
      const condition = `\`match ${renderExpr(statement.e, 40)}\``;
      const results = cases.map((block) => runBlock(task, block, frame, state));
      return results.reduce((a, b) => joined(task, a, b, condition));
    }
    default:
      return state;
  }
}

function runIf(task: Task, statement: Extract<Stmt, { k: "if" }>, frame: Frame, here: Frame, state: State): State {
  // The place that asks stands in one of the branches.
  if (holds(statement.body, frame.until)) return runBlock(task, statement.body, frame, state);
  if (holds(statement.else, frame.until)) return runBlock(task, statement.else, frame, state);
  if (
    !affects(statement.body, task.name, frame.scope.fn !== undefined) &&
    !affects(statement.else, task.name, frame.scope.fn !== undefined)
  )
    return state;
  const { truth, by, text } = task.resolver.decide(statement.t, here);
  if (truth === undefined)
    return joined(
      task,
      runBlock(task, statement.body, frame, state),
      runBlock(task, statement.else, frame, state),
      text,
    );
  const result = runBlock(task, truth ? statement.body : statement.else, frame, state);
  if (result.value === undefined || result.value === state.value || by.certainty === "literal") return result;
  // The items of a list hang on the condition as well.
  return { ...result, value: dependingOn({ ...by, trail: [] }, result.value) };
}

function runFor(task: Task, statement: Extract<Stmt, { k: "for" }>, frame: Frame, here: Frame, state: State): State {
  if (!affects(statement.body, task.name, frame.scope.fn !== undefined)) return state;
  const source = task.resolver.resolve(statement.i, here);
  const items = itemsOf(source);
  const target = statement.t.k === "ref" ? statement.t.n : undefined;
  // `continue` and `break` are no facts, so a condition in the body may keep the rest of it from running.
  const isPlain = !statement.body.some((inner) => inner.k === "if");
  if (items === undefined || target === undefined || !isSequence(source.data)) {
    const once = runBlock(task, statement.body, frame, state);
    const value = isPlain ? once.value : state.value;
    return { left: false, value: value === undefined ? undefined : opened(value, source) };
  }
  if (!isPlain && state.value !== undefined)
    return { left: false, value: opened(state.value, { ...source, reason: "a loop with conditions" }) };
  let current = state;
  for (const item of items.slice(0, MAX_ITEMS))
    current = { ...runBlock(task, statement.body, withNames(frame, [[target, item]]), current), left: false };
  return current.value !== undefined && source.data.open
    ? { ...current, value: opened(current.value, source) }
    : current;
}

/** A list to which a loop over something unknown adds. */
function opened(value: Resolved, source: Resolved): Resolved {
  const { data } = value;
  const reason = source.reason ?? "a loop";
  return isSequence(data) ? { ...value, reason, data: { ...data, open: true } } : unknown(reason);
}

function runTry(task: Task, statement: Extract<Stmt, { k: "try" }>, frame: Frame, state: State): State {
  const clause = statement.except.find(({ body }) => holds(body, frame.until));
  if (clause !== undefined) return runBlock(task, clause.body, frame, state);
  if (holds(statement.body, frame.until)) return runBlock(task, statement.body, frame, state);
  const body = runBlock(task, [...statement.body, ...statement.else], frame, state);
  const handler = statement.except.find((one) => affects(one.body, task.name, frame.scope.fn !== undefined));
  const isSure = body.value !== undefined && (body.value.certainty === "literal" || body.value.certainty === "default");
  // `try: origins = os.environ["ORIGINS"] … except KeyError: origins = [...]`
  const result = isSure || handler === undefined ? body : runBlock(task, handler.body, frame, state);
  const value =
    result !== body && result.value?.certainty === "literal"
      ? { ...result.value, certainty: "default" as const }
      : result.value;
  return runBlock(task, statement.finally, frame, { ...result, value });
}

function joined({ resolver }: Task, a: State, b: State, condition: string): State {
  if (a.left !== b.left) return a.left ? b : a;
  if (a.value === undefined || b.value === undefined) {
    const value = a.value ?? b.value;
    if (value === undefined) return { left: a.left, value };
    const { data } = value;
    const marked = isSequence(data)
      ? { ...data, items: data.items.map((item) => ({ ...item, when: item.when ?? condition })) }
      : data;
    return {
      left: a.left,
      value: { ...value, data: marked, certainty: "unknown", reason: `it depends on ${condition}` },
    };
  }
  return {
    left: a.left,
    value: a.value === b.value ? a.value : eitherOf(resolver.evaluator, a.value, b.value, condition),
  };
}

function afterAssignment(
  { resolver, name }: Task,
  statement: Extract<Stmt, { k: "assign" }>,
  frame: Frame,
  here: Frame,
  before: Resolved | undefined,
): Resolved | undefined {
  for (const target of statement.t) {
    if (target.k === "ref" && target.n === name) {
      if (statement.e === undefined) return before;
      const value = resolver.resolve(statement.e, here);
      const place = {
        module: frame.scope.module,
        p: statement.p,
        q: statement.q,
        text: `${name} ${statement.op ?? "="} ${renderExpr(statement.e, 60)}`,
      };
      if (statement.op === undefined) return seenAt(place, value);
      if (statement.op === "+=" || statement.op === "|=")
        return before === undefined ? unknown(`\`${name}\``) : added(before, value);
      return unknown(`\`${name} ${statement.op}\` is not followed`);
    }
    if (target.k === "sub" && target.o.k === "ref" && target.o.n === name && before?.data.k === "dict") {
      const key = target.i[0]?.k === "str" ? target.i[0].v : undefined;
      if (key === undefined || statement.e === undefined) return { ...before, data: { ...before.data, open: true } };
      const entries = new Map([...before.data.entries, [key, resolver.resolve(statement.e, here)] as const]);
      return { ...before, data: { ...before.data, entries } };
    }
    if (target.k === "tuple" || target.k === "list") {
      const at = target.i.findIndex((part) => part.k === "ref" && part.n === name);
      if (at === -1) continue;
      const part = statement.e?.k === "tuple" || statement.e?.k === "list" ? statement.e.i[at] : undefined;
      return part === undefined ? unknown(`\`${name}\` is unpacked`) : resolver.resolve(part, here);
    }
  }
  return before;
}

function afterCall(
  { resolver, name }: Task,
  call: CallExpr,
  here: Frame,
  before: Resolved | undefined,
): Resolved | undefined {
  const object = objectOf(call.f);
  if (before === undefined || object?.k !== "ref" || object.n !== name) return before;
  return changed(
    before,
    lastName(call.f),
    call.a.map((argument) => resolver.resolve(argument.e, here)),
  );
}

/** Whether an offset lies inside a block. */
function holds(block: readonly Stmt[], at: number | undefined): boolean {
  const [first] = block;
  const last = block.at(-1);
  return at !== undefined && first !== undefined && last !== undefined && first.p <= at && at < last.q;
}

/** Whether a block may change what a name holds, or leave the function. A module that is left by raising does not serve at all. */
function affects(block: readonly Stmt[], name: string, leaving: boolean): boolean {
  return block.some((statement) => {
    switch (statement.k) {
      case "assign":
        return statement.t.some((target) => names(target, name));
      case "expr":
        return statement.e.k === "call" && isOn(statement.e.f, name);
      case "return":
      case "raise":
        return leaving;
      case "if":
      case "for":
      case "while":
        return affects(statement.body, name, leaving) || affects(statement.else, name, leaving);
      case "with":
        return affects(statement.body, name, leaving);
      case "try":
        return [statement.body, ...statement.except.map(({ body }) => body), statement.else, statement.finally].some(
          (part) => affects(part, name, leaving),
        );
      case "match":
        return statement.cases.some((part) => affects(part, name, leaving));
      default:
        return false;
    }
  });
}

function isOn(callee: Expr, name: string): boolean {
  const object = objectOf(callee);
  return object?.k === "ref" && object.n === name;
}

function names(target: Expr, name: string): boolean {
  if (target.k === "ref") return target.n === name;
  if (target.k === "sub") return target.o.k === "ref" && target.o.n === name;
  return (target.k === "tuple" || target.k === "list") && target.i.some((part) => names(part, name));
}
