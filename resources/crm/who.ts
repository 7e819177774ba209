/** Who did something, as the trail names them; null where the app did by itself. */
export function whoOf(
  actor: string | null,
  people: readonly { email: string; name: string | null }[],
  t: (key: string, words: { name: string }) => string
): string | null {
  if (!actor) return null
  const [kind, ...rest] = actor.split(':')
  const name = rest.join(':')
  if (kind === 'user') {
    const [email] = name.split(' via ')
    return people.find((one) => one.email === email)?.name || name
  }
  return kind === 'token' || kind === 'automation' ? t(`board.who.${kind}`, { name }) : actor
}
