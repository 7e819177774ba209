/** What an address of an account stands for: known before anybody signed in. */
declare module '@adonisjs/core/http' {
  interface HttpContext {
    site?: { accountId: string; use: 'app' | 'portal' | 'forms' }
  }
}

export {}
