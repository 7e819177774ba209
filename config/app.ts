import env from '#start/env'
import { defineConfig } from '@adonisjs/core/http'

export const appKey = env.get('APP_KEY')

export const port = env.get('PORT', 3333)
export const appUrl = env.get('APP_URL') ?? `http://localhost:${port}`

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,
  cookie: {
    domain: '',
    path: '/',
    maxAge: '2h',
    httpOnly: true,
    // Derived from the address people use: a secure cookie over plain http makes every login fail silently.
    secure: appUrl.startsWith('https:'),
    sameSite: 'lax',
  },
})
