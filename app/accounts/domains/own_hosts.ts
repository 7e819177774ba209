import app from '@adonisjs/core/services/app'
import env from '#start/env'
import { appUrl } from '#config/app'
import { isLocalName, readHost } from '#accounts/read_host'

const names = (texts: (string | undefined)[]) =>
  texts.map((text) => readHost(text)).filter((name): name is string => name !== null)

const publicName = names([env.get('APP_URL') && new URL(appUrl).hostname]).find(
  (name) => !isLocalName(name)
)

/** Hosts of the install itself. Tests set them. */
export const ownHosts = {
  /** Named by `APP_URL` and `HOST`. */
  names: new Set(names([new URL(appUrl).hostname, env.get('HOST')])),
  /** What the install is called out there; null: nothing was set that others could reach. */
  publicName: publicName ?? null,
  /**
   * Whether an unknown host is turned away. While `APP_URL` names no public host, whoever set the install up may reach it
   * by any name, and must not be locked out.
   */
  strict: app.inProduction && publicName !== undefined,
}

/** Addresses and names of this machine or network can be nobody's domain, so they are the install itself. */
export const isOwnHost = (host: string): boolean => ownHosts.names.has(host) || isLocalName(host)
