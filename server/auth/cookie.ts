// One cookie with a random token: how it is handed out, and how it is read again.

export interface TokenCookie {
  /** The token of a Cookie header; null when there is none, or more than one: which would be ours? */
  tokenOf(header: string | undefined): string | null;
  /** The Set-Cookie header that hands out a token, or with null takes it back. */
  setCookie(token: string | null): string;
}

/** @param keepS how long the browser keeps it; without, it goes with the browser */
export function createTokenCookie(name: string, keepS?: number): TokenCookie {
  const attributes = 'Path=/; HttpOnly; Secure; SameSite=Strict';
  const kept = keepS === undefined ? '' : `; Max-Age=${keepS}`;
  return {
    tokenOf(header) {
      const tokens = (header ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`))
        .map((pair) => pair.slice(name.length + 1));
      const [token] = tokens;
      return tokens.length === 1 && token && /^[\w-]{43}$/.test(token) ? token : null;
    },
    setCookie: (token) =>
      token === null
        ? `${name}=; ${attributes}; Max-Age=0`
        : `${name}=${token}; ${attributes}${kept}`,
  };
}
