import type { HttpContext } from '@adonisjs/core/http'
import type { Sender } from '#capture/hosted/submit'

export const senderOf = ({ request }: Pick<HttpContext, 'request'>): Sender => ({
  ip: request.ip(),
  userAgent: request.header('user-agent') ?? '',
})
