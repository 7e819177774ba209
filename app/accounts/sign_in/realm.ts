import type OneTimeToken from '#accounts/models/one_time_token'
import type Person from '#accounts/models/person'
import type SecondFactor from '#accounts/models/second_factor'
import type UserSession from '#accounts/models/user_session'

/**
 * Whom a sign-in is for. The team and the people of partners sign in by the same rules, from tables, with sessions and
 * under throttles of their own: nothing of one opens the other.
 */
export interface Realm<P extends Person = Person> {
  guard: 'team' | 'portal'
  /** Where its pages begin: '' or `/portal`. */
  base: string
  User: typeof Person & { new (): P }
  Session: typeof UserSession
  Token: typeof OneTimeToken
  Factor: typeof SecondFactor
  recoveryCodes: string
  /** Browsers somebody signed in from. */
  devices: string
  /** Words of a person nobody should build a password of. */
  ownWords(person: P): Promise<string[]>
  tellOfNewPassword(person: P, now: number): void
  sendResetLink(person: P, token: string, now: number): void
}

/** Names of one realm never meet those of another: those of the team are as they always were. */
export const within = ({ guard }: Realm, name: string) =>
  guard === 'team' ? name : `${guard}:${name}`
