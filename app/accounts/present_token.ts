import type ApiToken from '#accounts/models/api_token'

const time = (ms: number | null) => (ms === null ? null : new Date(Number(ms)).toISOString())

/** A token as people see it: never its text. */
export const presentToken = (token: ApiToken) => ({
  id: token.id,
  name: token.name,
  hint: token.hint,
  abilities: token.abilities,
  source: token.source ?? null,
  entity: token.entity ?? null,
  created_at: time(token.createdAt)!,
  last_used_at: time(token.lastUsedAt),
  expires_at: time(token.expiresAt),
  revoked_at: time(token.revokedAt),
})
