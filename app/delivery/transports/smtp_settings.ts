/** How mails leave: what `SMTP_URL` (smtp://user:password@host:587?from=leads@example.com) says. */
export interface SmtpSettings {
  host: string
  port: number
  secure: boolean
  auth?: { type: 'login'; user: string; pass: string }
  /** Sender address; null: none is set. */
  from: string | null
}

export function smtpSettings(smtpUrl: string): SmtpSettings {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    ...(user && { auth: { type: 'login', user, pass: decodeURIComponent(url.password) } }),
    from: url.searchParams.get('from') ?? (user.includes('@') ? user : null),
  }
}
