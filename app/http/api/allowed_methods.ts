import { apiRoutes } from '#http/api/routes'

const PREFIX = '/api/v1'
let patterns: { test: RegExp; method: string }[] | null = null

/** The methods an API address has, [] where there is no such address. */
export function allowedMethods(url: string): string[] {
  if (!url.startsWith(PREFIX)) return []
  patterns ??= apiRoutes.map(({ path, method }) => ({
    test: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}/?$`),
    method,
  }))
  const path = url.slice(PREFIX.length)
  const methods = patterns.filter(({ test }) => test.test(path)).map(({ method }) => method)
  return [...new Set(methods)].sort()
}
