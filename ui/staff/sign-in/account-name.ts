// The rule of server/modules/accounts/schema.ts, told before sending.

export function isAccountName(name: string): boolean {
  return /^[\p{Script=Han}a-zA-Z0-9]{2,20}$/u.test(name);
}
