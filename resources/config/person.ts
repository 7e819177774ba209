/** Who did something, for people: `user:ann@x.example` is ann@x.example, `token:zapier` the token's name. */
export function personOf(actor: string | null): string | null {
  if (!actor) return null
  return actor.replace(/^(user|token|automation):/, '')
}
