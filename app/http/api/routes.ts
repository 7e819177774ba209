import type { ApiRoute } from '#http/api/route'
import { configurationRoutes } from '#http/api/routes/configuration'
import { deliveryRoutes } from '#http/api/routes/deliveries'
import { insightRoutes } from '#http/api/routes/insights'
import { leadRoutes } from '#http/api/routes/leads'
import { metaRoutes } from '#http/api/routes/meta'

/** Every route of /api/v1: start/routes/api.ts registers them, the OpenAPI document describes them. */
export const apiRoutes: readonly ApiRoute[] = [
  ...leadRoutes,
  ...deliveryRoutes,
  ...insightRoutes,
  ...configurationRoutes,
  ...metaRoutes,
]
