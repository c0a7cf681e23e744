/** What a signed token says of itself. It is not checked here: the gateway answers for what it opens. */
export interface TokenClaims {
  /** Names of what it opens; none where the token cannot be read. */
  scopes: readonly string[];
  /** It is limited to some videos, and names no visitors. */
  byVideo: boolean;
}

const UNREADABLE: TokenClaims = { scopes: [], byVideo: false };

export const claimsOf = (token: string): TokenClaims => {
  try {
    const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
    const { scope, medias, projects, visitors } = JSON.parse(atob(payload)) as Record<string, unknown>;
    if (typeof scope !== 'string') return UNREADABLE;
    return { scopes: scope.split(' '), byVideo: !!(medias || projects) && !visitors };
  } catch {
    return UNREADABLE;
  }
};
