import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const web = [
  middleware.session(),
  middleware.shield(),
  middleware.initializeAuth(),
  middleware.inertia(),
]

/** Pages of the team: signed in, and of an account. */
export const teamPages = (routes: () => void) =>
  router.group(routes).use([...web, middleware.team()])

/** Pages of whoever is signed in, also of those who belong to no account. */
export const signedInPages = (routes: () => void) =>
  router.group(routes).use([...web, middleware.team({ placeless: true })])

/** Pages everybody may see; who is signed in is known there too. */
export const openPages = (routes: () => void) =>
  router.group(routes).use([...web, middleware.team({ optional: true })])

/** Pages of people who are not signed in; the others are sent to their overview. */
export const guestPages = (routes: () => void) =>
  router.group(routes).use([...web, middleware.guest()])

const portal = [
  middleware.portalSession(),
  middleware.portalShield(),
  middleware.initializeAuth(),
  middleware.portalInertia(),
]

/** Pages of the people of partners: signed in, and with a seat. `owner`: with an owner's. */
export const portalPages = (routes: () => void, options: { owner?: boolean } = {}) =>
  router
    .group(routes)
    .prefix('/portal')
    .use([...portal, middleware.portal(options)])

/** Pages of the portal everybody may see. */
export const openPortalPages = (routes: () => void) =>
  router
    .group(routes)
    .prefix('/portal')
    .use([...portal, middleware.portal({ optional: true })])
