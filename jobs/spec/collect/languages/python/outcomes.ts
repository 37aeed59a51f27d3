import type { Outcome } from '#schemas/spec/facts.ts';
import { oneLine } from '../../parse/doc-comment.ts';
import { statusByName } from '../../parse/statuses.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { withoutSecrets } from '../../parse/without-secrets.ts';
import {
  calleeName,
  dottedName,
  isSettled,
  keyword,
  lastName,
  positional,
  type SourceUnit,
  symbolAt,
  textOf,
  unitSpan,
} from './file.ts';
import { statusOf } from './statuses.ts';

/** Under what condition a node is reached: the nearest if, elif, else or case of its function. */
const conditionOf = (node: Syntax): string | undefined => {
  for (let at: Syntax = node; at.parent && at.type !== 'function_definition'; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'except_clause') return undefined;
    if ((parent.type === 'if_statement' || parent.type === 'elif_clause') && at.role === 'consequence')
      return oneLine(parent.get('condition')?.text ?? '');
    if (parent.type === 'else_clause' && parent.parent?.type === 'if_statement') {
      const last = parent.parent.all('elif_clause').at(-1) ?? parent.parent;
      return oneLine(`not (${last.get('condition')?.text ?? ''})`);
    }
  }
  return undefined;
};

const messageOf = (unit: SourceUnit, call: Syntax | undefined): string | undefined => {
  const named = ['detail', 'message', 'description', 'msg', 'error', 'reason']
    .map((name) => keyword(call, name))
    .find(Boolean);
  for (const one of [named, ...positional(call)]) {
    const inner =
      one?.type === 'dictionary'
        ? one
            .all('pair')
            .map((pair) => pair.get('value'))
            .find((value) => value?.type === 'string')
        : one;
    const wrapped = inner?.type === 'call' && /^_|gettext/.test(calleeName(inner)) ? positional(inner)[0] : inner;
    const text = wrapped && /string|binary_operator/.test(wrapped.type) ? textOf(unit, wrapped) : undefined;
    if (text !== undefined && isSettled(text) && /\p{L}{2}/u.test(text)) return text.slice(0, 500);
  }
  return undefined;
};

const statusIn = (call: Syntax | undefined): number | undefined =>
  statusOf(keyword(call, 'status_code') ?? keyword(call, 'status') ?? keyword(call, 'code')) ??
  positional(call)
    .map(statusOf)
    .find((one) => one !== undefined);

type Told = Pick<Outcome, 'effect' | 'type' | 'status' | 'message'>;

const outcome = (
  unit: SourceUnit,
  node: Syntax,
  { effect, type, status, message }: { [Key in keyof Told]: Told[Key] | undefined },
): Outcome[] => {
  const symbol = symbolAt(unit, node);
  const condition = conditionOf(node);
  if (!symbol || !effect) return [];
  return [
    {
      symbol,
      ...(condition ? { condition: withoutSecrets(condition) } : {}),
      effect,
      ...(status === undefined ? {} : { status }),
      ...(type ? { type } : {}),
      ...(message ? { message } : {}),
      span: unitSpan(unit, node),
    },
  ];
};

/** raise HTTPException(404, 'no such order'), raise NotFound */
const raised = (unit: SourceUnit): Outcome[] =>
  unit.all('raise_statement').flatMap((node) => {
    const what = node.named.find(({ type }) => type !== 'comment');
    const call = what?.type === 'call' ? what : undefined;
    const type = call ? calleeName(call) : dottedName(what);
    // `raise` and `raise error` hand on what was raised before.
    if (
      !type ||
      !(/^[A-Z]/.test(type) || /^[A-Z]/.test(lastName(type))) ||
      /^(NotImplementedError|StopIteration|KeyboardInterrupt|SystemExit)$/.test(type)
    )
      return [];
    const status = statusIn(call) ?? (/^(Http404)$/.test(lastName(type)) ? 404 : statusByName(lastName(type)));
    const python = /^(ValueError|TypeError|KeyError|RuntimeError|PermissionError|ValidationError)$/.test(
      lastName(type),
    );
    return outcome(unit, node, {
      effect: 'throws',
      type,
      status: python ? statusIn(call) : status,
      message: messageOf(unit, call),
    });
  });

/** abort(404), get_object_or_404(Order, …), first_or_404() */
const aborted = (unit: SourceUnit): Outcome[] =>
  unit.all('call').flatMap((call) => {
    const name = lastName(calleeName(call));
    if (name === 'abort')
      return outcome(unit, call, {
        effect: 'throws',
        type: undefined,
        status: statusIn(call),
        message: messageOf(unit, call),
      });
    if (!/^(get_object_or_404|get_list_or_404|get_or_404|first_or_404|one_or_404)$/.test(name)) return [];
    const subject =
      dottedName(positional(call)[0]) ||
      lastName(dottedName(call.get('function')?.get('object')).replace(/\.(query|objects).*$/, ''));
    const symbol = symbolAt(unit, call);
    return symbol
      ? [
          {
            symbol,
            condition: `no such ${subject}`,
            effect: 'throws' as const,
            status: 404,
            span: unitSpan(unit, call),
          },
        ]
      : [];
  });

/** return jsonify(error='…'), 404; return Response({…}, status=400); return redirect(…) under a condition */
const returned = (unit: SourceUnit): Outcome[] =>
  unit.all('return_statement').flatMap((node) => {
    const what = node.named.find(({ type }) => type !== 'comment');
    if (!what) return [];
    const items = what.type === 'expression_list' || what.type === 'tuple' ? what.named : [what];
    const [body, second] = items;
    const call = body?.type === 'call' ? body : undefined;
    const name = lastName(calleeName(call));
    if (name === 'redirect' && conditionOf(node))
      return outcome(unit, node, { effect: 'redirects', type: undefined, status: statusIn(call), message: undefined });
    const byClass = /^HttpResponse(NotFound|Forbidden|BadRequest|Gone|NotAllowed|ServerError)$/.exec(name)?.[1];
    const status =
      (items.length > 1 ? statusOf(second) : undefined) ??
      (/Response|jsonify|make_response|abort/.test(name)
        ? statusOf(keyword(call, 'status') ?? keyword(call, 'status_code'))
        : undefined) ??
      (byClass
        ? byClass === 'NotAllowed'
          ? 405
          : statusByName(byClass === 'ServerError' ? 'InternalServer' : byClass)
        : undefined);
    if (status === undefined || status < 400) return [];
    const inner = positional(call)[0];
    const dictionary = body?.type === 'dictionary' ? body : inner?.type === 'dictionary' ? inner : undefined;
    const text = dictionary
      ?.all('pair')
      .map((pair) => pair.get('value'))
      .find((value) => value?.type === 'string');
    const message =
      (text ? textOf(unit, text) : undefined) ?? (body?.type === 'string' ? textOf(unit, body) : messageOf(unit, call));
    return outcome(unit, node, { effect: 'responds', type: undefined, status, message });
  });

export const readOutcomes = (unit: SourceUnit): Outcome[] =>
  [...raised(unit), ...aborted(unit), ...returned(unit)].sort((a, b) => a.span.start - b.span.start);
