import Person from '#accounts/models/person'

/** Somebody who works for a partner. What it opens is said by seats. */
export default class PortalUser extends Person {
  static table = 'portal_users'
}
