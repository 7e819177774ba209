/** Who did something, as the history of configuration and the audit trail name a person of the team. */
export const actorOf = (user: { email: string }): string => `user:${user.email}`
