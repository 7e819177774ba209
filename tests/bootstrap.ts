import { assert } from '@japa/assert'
import app from '@adonisjs/core/services/app'
import type { Config } from '@japa/runner/types'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import { apiClient } from '@japa/api-client'
import { authApiClient } from '@adonisjs/auth/plugins/api_client'
import { inertiaApiClient } from '@adonisjs/inertia/plugins/api_client'
import { shieldApiClient } from '@adonisjs/shield/plugins/api_client'
import { sessionApiClient } from '@adonisjs/session/plugins/api_client'
import testUtils from '@adonisjs/core/services/test_utils'
import { engineOptions } from '#config/workers'
import { engine } from '#distribution/engine'
import { createHttpServer } from '../bin/create_server.js'
import { openBrowser } from '#tests/browser/support/browser'
import { startBuiltApp } from '#tests/browser/support/built_app'

export const plugins: Config['plugins'] = [
  assert(),
  apiClient(),
  pluginAdonisJS(app),
  sessionApiClient(app),
  authApiClient(app),
  shieldApiClient(),
  inertiaApiClient(app),
]

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [],
  teardown: [],
}

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (suite.name === 'browser') {
    suite.setup(startBuiltApp)
    suite.setup(openBrowser)
  }
  if (suite.name === 'services' && !(process.env.DATABASE_URL && process.env.REDIS_URL))
    throw new Error('The services suite needs DATABASE_URL and REDIS_URL: npm run test:services')
  if (['functional', 'services'].includes(suite.name)) {
    suite.setup(async () => {
      await testUtils.db().migrate()
    })
    suite.setup(() => testUtils.httpServer().start(createHttpServer))
    suite.setup(async () => {
      // The tests of worker processes leave all running to those.
      const runs = suite.name !== 'services' && engineOptions('web').runs
      await engine.start({ ...engineOptions('web'), runs })
      return () => engine.stop()
    })
  }
}
