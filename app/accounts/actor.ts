/**
 * Who did something, as the history of configuration and the audit trail name a person of the team. Somebody of an agency
 * in a client's account is named with the agency: `user:ada@north.example via north`.
 */
export const actorOf = ({ email, via }: { email: string; via?: string }): string =>
  `user:${email}${via ? ` via ${via}` : ''}`.slice(0, 255)
