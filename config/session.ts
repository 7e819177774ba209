import { appUrl } from '#config/app'
import app from '@adonisjs/core/services/app'
import { defineConfig, stores } from '@adonisjs/session'

const secure = appUrl.startsWith('https:')

/** Of the partner portal, beside the app's own. */
export const portalCookieName = secure ? '__Host-portal' : 'portal_session'

const sessionConfig = defineConfig({
  enabled: true,
  cookieName: secure ? '__Host-session' : 'session',
  clearWithBrowser: false,
  // How long a cookie may lie in a browser. How long a sign-in counts stands in its row (app/accounts/sign_in/sessions.ts).
  age: '30 days',
  cookie: { path: '/', httpOnly: true, secure, sameSite: 'lax' },
  store: app.inTest ? 'memory' : 'cookie',
  stores: { cookie: stores.cookie() },
})

export default sessionConfig
