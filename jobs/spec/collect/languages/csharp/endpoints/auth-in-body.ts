import type { Member, Type } from '../piece.ts';
import type { Workspace } from '../workspace.ts';
import type { Access } from './auth.ts';

/** `!await _permissionService.AuthorizeAsync(Permissions.View)` alone: who lacks it is turned away. */
const lacksPermission = /^!\s*\(?(?:await\s+)?[\w.]*permission\w*\.Authorize(?:Async)?\(\s*([\w.]+)[^()]*\)+$/i;

const notSignedIn = /IsAuthenticated|IsRegistered|IsGuest|User\.Identity/;

/** The action, and the functions of its own class that it calls: where such checks are shared. */
const functionsOf = (workspace: Workspace, type: Type, member: Member): string[] => {
  const mentions = workspace.piece(member.span.path)?.mentions ?? [];
  const called = new Set(
    mentions
      .filter(({ from, kind, receiver }) => from === member.id && kind === 'calls' && !receiver)
      .map(({ name }) => name),
  );
  const own = workspace.lineage(type).flatMap(({ members }) => members);
  return [
    member.id,
    ...own
      .filter(({ kind, name, id }) => kind === 'method' && called.has(name) && id !== member.id)
      .map(({ id }) => id),
  ];
};

/** What an action asks of its caller in its own code: a permission, or to be signed in. */
export const accessInBody = (workspace: Workspace, type: Type, member: Member): Access[] =>
  functionsOf(workspace, type, member)
    .flatMap((id) => workspace.outcomes(id))
    .flatMap(({ condition = '', type: result, status, effect, span }): Access[] => {
      const permission = lacksPermission.exec(condition)?.[1];
      if (permission && effect !== 'returns') {
        const policy = workspace.text([{ name: permission }], type.name)?.replace(/^\{(\w+)\}$/, '$1') ?? permission;
        return [{ access: 'required', roles: [], policies: [policy], span }];
      }
      const challenges = result === 'Challenge' || (status === 401 && notSignedIn.test(condition));
      return challenges && condition ? [{ access: 'required', roles: [], policies: [], span }] : [];
    });
