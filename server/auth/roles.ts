// The role matrix: what a route asks for against what an account has. Pure.
import type { Role } from './schema.ts';

/** What a staff route declares in `config.roles`. */
export type Required = readonly Role[] | 'public' | 'anyStaff';

/** @param roles of the signed-in account; null when nobody is signed in */
export function refusalFor(
  required: Required,
  roles: readonly Role[] | null,
): 'SIGN_IN_REQUIRED' | 'ROLE_MISSING' | null {
  if (required === 'public') return null;
  if (roles === null) return 'SIGN_IN_REQUIRED';
  if (required === 'anyStaff' || holds(roles, required)) return null;
  return 'ROLE_MISSING';
}

/** An administrator may do everything. */
export function holds(roles: readonly Role[], required: readonly Role[]): boolean {
  return roles.includes('admin') || required.some((role) => roles.includes(role));
}
