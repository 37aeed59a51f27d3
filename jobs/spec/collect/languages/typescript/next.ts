import { docOf, spanOf } from '../../parse/doc-comment.ts';
import type { SourceUnit } from './file.ts';
import type { Export } from './modules.ts';
import type { FileRoute } from './piece.ts';
import { routeOf } from './routers/paths.ts';

const verbs = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
const appRoute = /(?:^|\/)app\/((?:[^/]+\/)*)route\.[cm]?[jt]sx?$/;
const pagesRoute = /(?:^|\/)pages\/(api\/.+)\.[cm]?[jt]sx?$/;

/** (shop)/orders/[id]/[[...rest]] -> /orders/{id}/{rest} */
const routeOfFolders = (folders: string): string =>
  routeOf(
    ...folders
      .split('/')
      .filter((part) => part && !/^\(.*\)$|^@|^index$/.test(part))
      .map((part) => part.replace(/^\[+(?:\.\.\.)?([^\]]+)\]+$/, '{$1}')),
  );

/** Route handlers of Next.js. https://nextjs.org/docs/app/api-reference/file-conventions/route */
export const readNext = (unit: SourceUnit, exports: readonly Export[]): FileRoute[] => {
  const app = appRoute.exec(unit.path);
  const pages = pagesRoute.exec(unit.path);
  if (unit.isTest || !(app || pages)) return [];
  const named = exports.filter(({ name }) => (app ? verbs.test(name) : name === 'default'));
  return named.flatMap(({ name, symbol }): FileRoute[] => {
    const node = [...unit.ids].find(([, id]) => id === symbol)?.[0] ?? unit.root;
    const { start, end } = spanOf(unit.path, node);
    const doc = docOf(node);
    const shared = { ...(symbol ? { symbol } : {}), ...(doc ? { doc } : {}), start, end };
    if (app)
      return [{ ...shared, verb: name as FileRoute['verb'], route: routeOfFolders(app[1] ?? ''), handlerName: name }];
    const route = routeOfFolders(pages?.[1] ?? '');
    const asked = [
      ...unit.root.text.matchAll(/(?:\.method\s*[!=]==?\s*|case\s+)['"](GET|POST|PUT|PATCH|DELETE)['"]/g),
    ].map(([, verb]) => verb);
    const methods = asked.length > 0 ? [...new Set(asked)] : ['ANY'];
    return methods.map((verb) => ({
      ...shared,
      verb: verb as FileRoute['verb'],
      route,
      handlerName: symbol?.split('#')[1] ?? 'handler',
    }));
  });
};
