import env from '#start/env'
import { defineConfig, transports } from '@adonisjs/mail'

const smtp = env.get('SMTP_URL') ? new URL(env.get('SMTP_URL')!) : null

const mailConfig = defineConfig({
  default: 'smtp',
  mailers: {
    smtp: transports.smtp({
      host: smtp?.hostname ?? '127.0.0.1',
      port: Number(smtp?.port || (smtp?.protocol === 'smtps:' ? 465 : 587)),
      secure: smtp?.protocol === 'smtps:',
    }),
  },
})

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
