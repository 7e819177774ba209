import { describeDevice } from '#accounts/describe_device'
import type UserSession from '#accounts/models/user_session'

/** A session as the page of its person shows it. */
export const presentSession = (session: UserSession, currentId: string) => ({
  id: session.id,
  current: session.id === currentId,
  device: describeDevice(session.agent),
  address: session.address,
  remembered: session.remembered,
  created_at: new Date(session.createdAt).toISOString(),
  last_seen_at: new Date(session.lastSeenAt).toISOString(),
  expires_at: new Date(session.expiresAt).toISOString(),
})
