import { symbols } from '@adonisjs/auth'
import type { SessionGuardUser, SessionUserProviderContract } from '@adonisjs/auth/types/session'
import type Person from '#accounts/models/person'
import type { Realm } from '#accounts/sign_in/realm'
import { findSignedIn, startSession } from '#accounts/sign_in/sessions'

/**
 * What a cookie holds of a sign-in is the token of a row: whoever ends the row ends the sign-in, and a cookie that was
 * copied is worth no more than its row.
 */
export class SessionUserProvider<P extends Person> implements SessionUserProviderContract<P> {
  declare [symbols.PROVIDER_REAL_USER]: P

  /** `host`: the one the request came to, '' for those of the install itself. */
  constructor(
    private realm: Realm<P>,
    private host: string
  ) {}

  async createUserForGuard(user: P): Promise<SessionGuardUser<P>> {
    const device = user.signsInFrom ?? { agent: null, address: null, remember: false }
    const now = Date.now()
    const { id, token } = await startSession(user.id, device, now, this.realm, this.host)
    user.sessionId = id
    return { getId: () => token, getOriginal: () => user }
  }

  async findById(token: string | number | bigint): Promise<SessionGuardUser<P> | null> {
    const user = await findSignedIn<P>(String(token), Date.now(), this.realm, this.host)
    return user && { getId: () => token, getOriginal: () => user }
  }
}
