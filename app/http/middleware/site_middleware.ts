import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isOwnHost, ownHosts } from '#accounts/domains/own_hosts'
import { siteOfHost } from '#accounts/domains/site_of_host'
import { readHost } from '#accounts/read_host'
import { answersEverywhere, pathOnSite } from '#accounts/site_paths'
import { STRANGER_STATUS, sayNothing } from '#http/stranger_page'

/** Texts of hosts of the install itself that came lately: most requests have one of very few. */
const seen = new Set<string>()
const MOST_SEEN = 200

/**
 * Says whose pages the host of a request shows. An account's own host shows that account's alone; a host nobody has
 * proven shows nobody's.
 */
export default class SiteMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, response } = ctx
    const text = request.host() ?? ''
    if (hostLines(request.request.rawHeaders) > 1) return sayNothing(ctx, 400)
    if (seen.has(text)) return next()
    const path = request.url()
    const host = readHost(text)
    // The API is for programs, which are known by their token and not by how they found us.
    if (host === null) return answersEverywhere(path) ? next() : sayNothing(ctx, 400)
    if (isOwnHost(host)) {
      if (seen.size < MOST_SEEN) seen.add(text)
      return next()
    }
    const site = await siteOfHost(host)
    if (!site)
      return ownHosts.strict && !answersEverywhere(path) ? sayNothing(ctx, STRANGER_STATUS) : next()
    ctx.site = site
    ctx.siteHost = host
    const answer = pathOnSite(site.use, path)
    if (answer === 'missing') return sayNothing(ctx, 404)
    if (answer === 'home') return response.redirect().toPath('/portal')
    return next()
  }
}

/** Of two Host lines node keeps the first, and a proxy may have kept the other. */
function hostLines(raw: string[]): number {
  let lines = 0
  for (let i = 0; i < raw.length; i += 2)
    if (raw[i].length === 4 && raw[i].toLowerCase() === 'host') lines++
  return lines
}
