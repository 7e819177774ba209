import { createError } from '@adonisjs/core/exceptions'

/** Somebody asked for plugins before the provider has loaded them. */
export const E_PLUGINS_NOT_LOADED = createError(
  'The plugins are not loaded: is app/host/providers/plugin_provider registered?',
  'E_PLUGINS_NOT_LOADED',
  500
)

/** A transform was asked for while the process is shutting down. */
export const E_TRANSFORM_POOL_CLOSED = createError(
  'The transform sandbox is closed',
  'E_TRANSFORM_POOL_CLOSED',
  503
)
