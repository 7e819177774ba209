import env from '#start/env'
import { defineConfig, transports } from '@adonisjs/mail'
import { smtpSettings } from '#delivery/transports/smtp_settings'

const { from, ...server } = smtpSettings(env.get('SMTP_URL') ?? 'smtp://127.0.0.1')

const mailConfig = defineConfig({
  default: 'smtp',
  ...(from && { from }),
  mailers: { smtp: transports.smtp(server) },
})

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
